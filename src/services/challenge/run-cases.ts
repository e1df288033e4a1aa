import type { Assertion } from "../../core/assertions/schema.ts";
import { inputFits, missingInputs, declaredVariables } from "../../core/cases/check-inputs.ts";
import type { ChallengeCase, ChallengeSource } from "../../core/challenge/challenge-case.ts";
import type { FeedbackRecord } from "../../core/ledger/feedback-record.ts";
import { RunRecord } from "../../core/ledger/run-record.ts";
import type { ResolvedPrompt } from "../../core/model/resolved-prompt.ts";
import type { Json } from "../../core/model/shape.ts";
import { redactedJson } from "../../core/redact.ts";
import type { LeftOut } from "../../core/results/challenge.ts";
import { secretPatterns } from "../../core/validators/secret-patterns.ts";
import type { LedgerIndex } from "../../ports/ledger-index.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import { readRecord } from "../run-due/read-record.ts";
import { remarkOf } from "./mined-cases.ts";

/** How many of a prompt's newest runs are looked at. */
const mostRuns = 1000;

export interface RunCasesInput {
  readonly resolved: ResolvedPrompt;
  /** What holds for every question: a run's own has no expected answer. */
  readonly general: readonly Assertion[];
  readonly feedback: readonly FeedbackRecord[];
  readonly redact: (text: string) => string;
}

export interface RunCases {
  readonly cases: readonly ChallengeCase[];
  readonly leftOut: readonly LeftOut[];
}

/** What was asked in use, as cases; those that had no usable answer, or one that people call bad, are hard. */
export async function runCases(view: LedgerView, index: LedgerIndex, { resolved, general, feedback, redact }: RunCasesInput): Promise<RunCases> {
  const words = Map.groupBy(
    feedback.filter(({ run, verdict }) => run !== undefined && verdict === "bad"),
    ({ run }) => run ?? "",
  );
  const cases: ChallengeCase[] = [];
  const leftOut: LeftOut[] = [];
  for (const { path, run } of await index.runs({ prompt: resolved.id, limit: mostRuns })) {
    const record = await readRecord(view, RunRecord, path);
    if (record === undefined || record.status === "blocked") continue;
    const said = words.get(run) ?? [];
    const sources: ChallengeSource[] = [
      // Without any answer it was the provider that failed, which is no question of the prompt.
      ...(record.status === "failed" && record.output !== undefined ? ["failed-run" as const] : []),
      ...(said.length > 0 ? ["bad-feedback" as const] : []),
    ];
    const inputs = Object.fromEntries(Object.entries(record.inputs).map(([name, { value }]) => [name, value]));
    const reason = unusable(record, inputs, resolved, general, redact);
    if (reason !== undefined) {
      leftOut.push(reason);
      continue;
    }
    const remarks = said.map((each) => remarkOf(each, redact)).sort();
    const about = { history: [], expected: undefined, settings: undefined, tags: [], group: undefined, mustPass: false };
    cases.push({ ...about, name: `run/${run}`, inputs, assertions: general, sources, remarks });
  }
  return { cases, leftOut };
}

function unusable(
  { pruned, inputs: captured }: RunRecord,
  inputs: Readonly<Record<string, Json>>,
  { prompt }: ResolvedPrompt,
  general: readonly Assertion[],
  redact: (text: string) => string,
): LeftOut | undefined {
  if (pruned !== undefined) return "pruned";
  if (general.length === 0 && prompt.output === undefined) return "unlabelled";
  if (Object.values(captured).some(({ redacted }) => redacted === true) || holdsSecret(inputs, redact)) return "secret";
  if (Object.keys(inputs).some((name) => prompt.variables?.[name]?.sensitive === true)) return "sensitive";
  const variables = declaredVariables(prompt);
  const misfits = Object.entries(inputs).flatMap(([name, value]) => [...inputFits(variables, name, value, ["inputs", name])]);
  const missing = [...missingInputs(variables, (name) => Object.hasOwn(inputs, name), "run")];
  return misfits.length + missing.length > 0 ? "does-not-fit" : undefined;
}

function holdsSecret(inputs: Readonly<Record<string, Json>>, redact: (text: string) => string): boolean {
  const texts: string[] = [];
  redactedJson(inputs, (text) => (texts.push(text), text));
  return texts.some((text) => redact(text) !== text || secretPatterns.some(({ pattern }) => text.search(pattern) !== -1));
}
