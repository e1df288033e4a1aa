import type { Intent } from "../../core/ledger/intent.ts";
import { parseRunName } from "../../core/ledger/record-names.ts";
import type { Reason } from "../../core/ledger/record-parts.ts";
import type { RunRecord } from "../../core/ledger/run-record.ts";
import type { Config } from "../../core/model/config.ts";
import { prepareIntents } from "../../core/delivery/prepare-intents.ts";
import { deliverableOf } from "../../core/run/deliverable-of.ts";
import { endRun } from "../../core/run/end-run.ts";
import { judgeAnswer } from "../../core/run/judge-answer.ts";
import type { ModelAnswer } from "../../core/run/model-answer.ts";
import type { RunFacts } from "../../core/run/run-facts.ts";
import type { RunDueDeps } from "./run-due-deps.ts";

export interface EndedRun {
  readonly record: RunRecord;
  readonly intents: readonly Intent[];
}

export interface FinishInput {
  readonly facts: RunFacts;
  /** At least one. */
  readonly answers: readonly ModelAnswer[];
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly events: RunRecord["timeline"];
  readonly config: Config;
  /** Added to the reason of an answer that is not what was promised. */
  readonly unrepaired?: string;
}

/** From answers to the record and what is to be delivered. Nothing is asked any more. */
export async function finishRun(
  { journal, redact }: Pick<RunDueDeps, "journal" | "redact">,
  { facts, answers, at, events, config, unrepaired }: FinishInput,
): Promise<EndedRun> {
  const { draft, title, destinations } = facts;
  const last = answers.at(-1);
  if (last === undefined) throw new TypeError("a run is finished by its answers");
  const judged = judgeAnswer(facts, last.response);
  const found = [...last.findings, ...(judged.kind === "good" ? judged.findings : [])];
  const end = { at: new Date(at).toISOString(), answers, json: judged.json, events, findings: found };
  if (last.breach !== undefined) return { record: endRun(draft, { ...end, status: "failed", reason: last.breach }), intents: [] };
  if (judged.kind !== "good") return { record: endRun(draft, { ...end, status: "failed", reason: withNote(judged.reason, unrepaired) }), intents: [] };
  const bare = endRun(draft, { ...end, status: "succeeded" });
  const deliverable = deliverableOf(bare, title ?? undefined);
  const run = parseRunName(draft.run);
  if (deliverable === undefined || run === undefined || destinations.length === 0 || draft.preview) return { record: bare, intents: [] };
  const host = await journal.place();
  const intents = await prepareIntents({ deliverable, destinations, config, run, job: draft.job, at, host, traceparent: draft.traceparent, redact });
  return { record: { ...bare, intents: intents.map(({ intent }) => intent) }, intents };
}

function withNote(reason: Reason, note: string | undefined): Reason {
  return note === undefined ? reason : { ...reason, message: `${reason.message} ${note}` };
}
