import { createHash } from "node:crypto";
import { openDestination } from "../../src/adapters/destinations/open-destination.ts";
import type { DestinationPorts } from "../../src/adapters/destinations/destination-ports.ts";
import type { DestinationConfig } from "../../src/core/destinations/registry.ts";
import { redactor } from "../../src/core/redact.ts";
import type { Deliverable } from "../../src/core/destinations/kind.ts";
import type { SendInput } from "../../src/ports/destination.ts";
import type { DestinationPeer } from "../contract/destination.ts";
import { prepareIntents } from "../../src/core/delivery/prepare-intents.ts";
import { deliverable } from "./delivery-lab.ts";
import { cuts, hangs, receiver, type Receiver, type Reply } from "./receiver.ts";
import { tempFolder } from "./temp-folder.ts";

/** Values that the environment holds, and nobody may read anywhere else. */
export const secrets = {
  TOKEN: "xoxb-planted-token-93f1",
  PASSWORD: "planted-password-55ab",
  SECRET: `whsec_${Buffer.from("planted-signing-secret-of-32-byte").toString("base64")}`,
};

export function ports(more: Partial<DestinationPorts> & { readonly variables?: Readonly<Record<string, string>> } = {}): DestinationPorts {
  const { variables = {}, ...others } = more;
  const all: Readonly<Record<string, string>> = { ...secrets, ...variables };
  return { root: tempFolder(), environment: { get: (name) => all[name] }, redact: redactor(Object.values(all)), timeoutMs: 250, ...others };
}

/** What is sent of a deliverable by a destination's settings: its first message, or its last. */
export async function sendInput(settings: DestinationConfig, more: Partial<Deliverable> = {}, which: "first" | "last" = "first"): Promise<SendInput> {
  const at = Date.now();
  const [intent] = await prepareIntents({
    deliverable: { ...deliverable, ...more },
    destinations: [{ name: "it" }],
    config: { destinations: { it: settings } },
    run: { job: "daily", at: Date.UTC(2026, 10, 20, 9), nth: 1, preview: false },
    job: "daily",
    at,
    host: "here",
    traceparent: deliverable.meta.traceparent,
    redact: (text) => text,
  });
  const payload = intent?.parts.at(which === "first" ? 0 : -1);
  if (intent === undefined || payload === undefined) throw new TypeError("a message has a part");
  return {
    intent: intent.intent,
    part: 1,
    parts: 1,
    payload,
    traceparent: intent.traceparent,
    about: { job: "daily", run: intent.run, at: Date.UTC(2026, 10, 20, 9) },
    before: [],
  };
}

export async function opened(settings: DestinationConfig, given: DestinationPorts = ports()) {
  return (await openDestination("it", { destinations: { it: settings } }, given)).send;
}

export interface HttpPeer extends DestinationPeer {
  readonly server: Receiver;
}

/** A kind that speaks HTTP, with a server that answers as the real one does. */
export async function httpPeer(
  settingsFor: (url: string) => DestinationConfig,
  { ok, busy, no }: { readonly ok: Reply; readonly busy: Reply; readonly no: Reply },
  hidden: readonly string[] = [],
): Promise<HttpPeer> {
  const server = await receiver();
  const settings = settingsFor(server.url);
  const path = `/T0000/B0000/${createHash("sha256").update("planted").digest("hex").slice(0, 24)}`;
  const variables = { URL: `${server.url}${path}` };
  return {
    server,
    send: await opened(settings, ports({ variables })),
    input: await sendInput(settings),
    secrets: [...Object.values(secrets), path, ...hidden],
    taken: () => server.received.length,
    accepts: () => server.next(ok),
    isBusy: () => server.next(busy),
    refuses: () => server.next(no),
    hangs: () => server.next(hangs),
    cuts: () => server.next(cuts),
    arrival: () => server.until(1),
    goesAway: () => server.close(),
  };
}
