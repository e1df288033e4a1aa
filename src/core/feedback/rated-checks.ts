import type { JudgedBy } from "../judging/judged-by.ts";
import type { FeedbackRecord } from "../ledger/feedback-record.ts";

/** A check's word on one answer, and what people say of that answer. */
export interface RatedCheck {
  /** `verdict`: the whole case. */
  readonly check: string;
  readonly judgedBy: JudgedBy | undefined;
  readonly pass: boolean;
  readonly flipped: boolean | undefined;
  /** So many people call it good, and bad: each with the newest word. */
  readonly good: number;
  readonly bad: number;
}

type NamedCheck = Pick<NonNullable<NonNullable<FeedbackRecord["result"]>["checks"]>[number], "type" | "metric">;

/** `rubric (tone)` */
export function checkName({ type, metric }: NamedCheck): string {
  return metric === undefined ? type : `${type} (${metric})`;
}

/**
 * Every check on every distinct answer: the same words to the same case are one answer, however often they were evaluated and by however many
 * people they were rated. Where a check was asked again about it, its newest word counts.
 */
export function ratedChecks(feedback: Iterable<FeedbackRecord>): RatedCheck[] {
  const found: RatedCheck[] = [];
  for (const words of answersIn(feedback).values()) {
    const raters = new Map(words.map((word) => [word.rater, word.verdict]));
    const verdicts = [...raters.values()];
    const good = verdicts.filter((verdict) => verdict === "good").length;
    const said = { good, bad: verdicts.length - good };
    const newest = new Map(words.flatMap(({ result }) => checksOf(result)));
    for (const each of newest.values()) found.push({ ...each, ...said });
  }
  return found;
}

type OnResult = FeedbackRecord & { readonly result: NonNullable<FeedbackRecord["result"]> };

/** What people said by answer, the newest last. */
function answersIn(feedback: Iterable<FeedbackRecord>): Map<string, OnResult[]> {
  const words = [...feedback].flatMap((each): OnResult[] => (each.result === undefined ? [] : [{ ...each, result: each.result }]));
  words.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.feedback < b.feedback ? -1 : 1));
  return Map.groupBy(words, ({ result: { case_digest, answer_digest } }) => `${case_digest} ${answer_digest}`);
}

/** Each with a name of its own: of several that are called alike, the place among them. */
function checksOf({ status, checks = [] }: OnResult["result"]): [key: string, check: Omit<RatedCheck, "good" | "bad">][] {
  const seen = new Map<string, number>();
  const verdict = status === "pass" || status === "fail" ? [{ check: "verdict", judgedBy: undefined, pass: status === "pass", flipped: undefined }] : [];
  const said = checks
    .filter(({ type }) => type !== "human")
    .map((each) => ({ check: checkName(each), judgedBy: each.judged_by, pass: each.pass, flipped: each.flipped }));
  return [...verdict, ...said].map((each) => {
    const name = `${each.check} ${each.judgedBy?.digest ?? ""}`;
    const place = seen.get(name) ?? 0;
    seen.set(name, place + 1);
    return [`${name} ${place}`, each];
  });
}
