import { Claim } from "../ledger/claim.ts";
import { deliveryStatuses } from "../ledger/delivery-row.ts";
import { RunRecord, TimelineEvent } from "../ledger/run-record.ts";
import { RunRow } from "../ledger/run-row.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { RanRun } from "./run-due.ts";
import { DeliveryOutcome } from "./deliver.ts";

export const RunsListResult = strict({
  runs: Type.Array(RunRow, { description: "Newest first." }),
});
export type RunsListResult = Static<typeof RunsListResult>;

export const RunsShowResult = strict({
  path: Type.String({ description: "Of the record in the ledger." }),
  record: Type.Optional(RunRecord),
  deliveries: Type.Array(strict({ delivery: Type.String(), destination: Type.String(), status: word(deliveryStatuses) }), {
    description: "What was prepared with the run, and how it stands; replays are deliveries of their own.",
  }),
  claims: Type.Array(Claim, { description: "Oldest first; a preview has none." }),
  late: Type.Array(RunRecord, { description: "Runs of the slot that ended after it was taken over: kept, never delivered." }),
});
export type RunsShowResult = Static<typeof RunsShowResult>;

export const RunsTimelineResult = strict({
  run: Type.String(),
  traceparent: Type.Optional(Type.String()),
  events: Type.Array(TimelineEvent, { description: "Oldest first: claims, the run, its deliveries." }),
});
export type RunsTimelineResult = Static<typeof RunsTimelineResult>;

export const Difference = strict({ what: Type.String(), before: Type.Optional(Type.String()), after: Type.Optional(Type.String()) });

export const RunsDiffResult = strict({ before: Type.String(), after: Type.String(), differences: Type.Array(Difference) });
export type RunsDiffResult = Static<typeof RunsDiffResult>;

export const RunsRerunResult = strict({
  of: Type.String(),
  run: RanRun,
  cannot: Type.Array(Type.String(), { description: "What of it cannot be as it was, one sentence each." }),
  output: Type.Optional(Type.String()),
  differences: Type.Array(Difference, { description: "From the run it repeats." }),
  deliveries: Type.Array(DeliveryOutcome),
});
export type RunsRerunResult = Static<typeof RunsRerunResult>;

export const PreviewResult = strict({
  run: RanRun,
  record: RunRecord,
  messages: Type.Array(
    strict({ destination: Type.String(), parts: Type.Array(strict({ content_type: Type.String(), body: Type.String(), encoding: word(["utf8", "base64"]) })) }),
    { description: "What would be delivered, to the last byte but for addresses and signatures." },
  ),
  compared_with: Type.Optional(Type.String()),
  differences: Type.Array(Difference, { description: "From the run it is compared with." }),
});
export type PreviewResult = Static<typeof PreviewResult>;
