import type { ChallengeCase, ChallengeSource } from "../../core/challenge/challenge-case.ts";
import { contradictionOf } from "../../core/feedback/contradiction.ts";
import type { FeedbackRecord } from "../../core/ledger/feedback-record.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Evidence } from "../../core/eval/evidence.ts";

/** How many of the newest evaluations are looked at. */
const mostEvaluations = 200;

/** What evaluations and people say of cases, by case digest. */
export interface MinedCases {
  readonly sources: ReadonlyMap<string, ReadonlySet<ChallengeSource>>;
  readonly remarks: ReadonlyMap<string, readonly string[]>;
  /** Failed by the evaluation, and good by a person's word: the evaluator is what to look at. */
  readonly disputed: ReadonlySet<string>;
}

export interface MinedCasesInput {
  readonly prompt: string;
  readonly feedback: readonly FeedbackRecord[];
  /** The digest of the case in the prompt's own suites that a result is about; undefined for a sealed one, and for one of an earlier challenge set whose original is gone. */
  readonly originalOf: (suite: string, digest: string) => string | undefined;
  readonly redact: (text: string) => string;
  /** By suite, of suites that go by a score. */
  readonly thresholds: ReadonlyMap<string, number>;
}

/** A score as near to its threshold as this might as well have been on the other side. */
const near = 0.05;

export async function minedCases(
  evaluations: Pick<EvaluationStore, "ids" | "read">,
  { prompt, feedback, originalOf, redact, thresholds }: MinedCasesInput,
): Promise<MinedCases> {
  const sources = new Map<string, Set<ChallengeSource>>();
  const remarks = new Map<string, string[]>();
  const disputed = new Set<string>();
  const note = (digest: string, source: ChallengeSource) => sources.set(digest, (sources.get(digest) ?? new Set()).add(source));
  for (const record of feedback) {
    const { result, verdict } = record;
    if (result === undefined || idOf(result.prompt) !== prompt) continue;
    const digest = originalOf(result.suite, result.case_digest);
    if (digest === undefined) continue;
    const kind = contradictionOf(record)?.kind;
    if (kind === "failed-and-good") disputed.add(digest);
    if (verdict === "good") continue;
    note(digest, kind === "passed-and-bad" ? "contradiction" : "bad-feedback");
    remarks.set(digest, [...(remarks.get(digest) ?? []), remarkOf(record, redact)]);
  }
  for (const id of (await evaluations.ids()).slice(0, mostEvaluations)) {
    for (const evidence of await evidenceOf(evaluations, id)) {
      if (idOf(evidence.prompt) !== prompt) continue;
      for (const { suite, digest: shown, status, score, pass_rate } of evidence.cases) {
        const digest = originalOf(suite, shown);
        if (digest === undefined) continue;
        if (status === "fail") note(digest, "failed-case");
        const close = (status === "pass" || status === "fail") && Math.abs(score - (thresholds.get(suite) ?? Infinity)) < near;
        if (status === "pending" || close || (pass_rate > 0 && pass_rate < 1)) note(digest, "uncertain");
      }
    }
  }
  for (const digest of disputed) sources.get(digest)?.delete("failed-case");
  return { sources, remarks, disputed };
}

/** What a case became by what was said of it. */
export function withSources(one: ChallengeCase, digest: string, { sources, remarks }: MinedCases): ChallengeCase {
  return { ...one, sources: [...one.sources, ...(sources.get(digest) ?? [])], remarks: [...new Set(remarks.get(digest))].sort() };
}

/** One line: who said what. */
export function remarkOf({ rater, verdict, comment }: FeedbackRecord, redact: (text: string) => string): string {
  const words = redact(comment ?? "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 500);
  return `${rater.replaceAll(/\s+/g, " ")} says ${verdict}${words === "" ? "" : `: ${words}`}`;
}

/** `billing/summarize` of `billing/summarize@1.2.0 (demo/small)`. */
function idOf(prompt: string): string {
  return prompt.split(/[ @]/)[0] ?? prompt;
}

async function evidenceOf(evaluations: Pick<EvaluationStore, "ids" | "read">, id: string): Promise<readonly Evidence[]> {
  try {
    return (await evaluations.read(id))?.evidence ?? [];
  } catch (error) {
    if (error instanceof PromptopsError && error.code === "corrupt-evaluation") return [];
    throw error;
  }
}
