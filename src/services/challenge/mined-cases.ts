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

export async function minedCases(
  evaluations: EvaluationStore,
  prompt: string,
  feedback: readonly FeedbackRecord[],
  redact: (text: string) => string,
): Promise<MinedCases> {
  const sources = new Map<string, Set<ChallengeSource>>();
  const remarks = new Map<string, string[]>();
  const disputed = new Set<string>();
  const note = (digest: string, source: ChallengeSource) => sources.set(digest, (sources.get(digest) ?? new Set()).add(source));
  for (const record of feedback) {
    const { result, verdict } = record;
    if (result === undefined || idOf(result.prompt) !== prompt) continue;
    const kind = contradictionOf(record)?.kind;
    if (kind === "failed-and-good") disputed.add(result.case_digest);
    if (verdict === "good") continue;
    note(result.case_digest, kind === "passed-and-bad" ? "contradiction" : "bad-feedback");
    remarks.set(result.case_digest, [...(remarks.get(result.case_digest) ?? []), remarkOf(record, redact)]);
  }
  for (const id of (await evaluations.ids()).slice(0, mostEvaluations)) {
    for (const evidence of await evidenceOf(evaluations, id)) {
      if (idOf(evidence.prompt) !== prompt) continue;
      for (const { digest, status, pass_rate } of evidence.cases) {
        if (status === "fail") note(digest, "failed-case");
        if (status === "pending" || (pass_rate > 0 && pass_rate < 1)) note(digest, "uncertain");
      }
    }
  }
  for (const digest of disputed) sources.get(digest)?.delete("failed-case");
  return { sources, remarks, disputed };
}

/** What a case became by what was said of it. */
export function withSources(one: ChallengeCase, digest: string, { sources, remarks }: MinedCases): ChallengeCase {
  return { ...one, sources: [...one.sources, ...(sources.get(digest) ?? [])], remarks: (remarks.get(digest) ?? []).toSorted() };
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

async function evidenceOf(evaluations: EvaluationStore, id: string): Promise<readonly Evidence[]> {
  try {
    return (await evaluations.read(id))?.evidence ?? [];
  } catch (error) {
    if (error instanceof PromptopsError && error.code === "corrupt-evaluation") return [];
    throw error;
  }
}
