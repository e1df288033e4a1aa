import type { CatalogueEntry } from "../catalogue-entry.ts";

export const deliveryErrors = {
  "unknown-delivery": { exit: "usage", hint: "Run `promptops deliveries list --all` to see the deliveries there are." },
  "delivery-done": { exit: "usage", hint: "It has arrived. `promptops deliveries replay` delivers the same answer again, as a delivery of its own." },
  "not-held": { exit: "usage", hint: "Only what may have arrived is resolved; `promptops deliveries show` says how it stands." },
  "nothing-to-replay": { exit: "usage", hint: "Only a run that has an answer, and still has it, can be delivered again." },
  "delivery-moved": { exit: "environment", hint: "Somebody else acted on it in the same moment: look at it with `promptops deliveries show`." },
} as const satisfies Record<string, CatalogueEntry>;
