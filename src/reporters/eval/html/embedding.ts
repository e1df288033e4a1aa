import type { CaseResult } from "../../../core/eval/case-result.ts";
import { isTrouble } from "../statuses.ts";
import type { PageResult } from "./page-data.ts";

/** Up to so many results a page holds all of them. */
const mostWhole = 10_000;
/** Of those that are fine, at least so many. */
const fewestFine = 2_000;
/** Of those that are not; more would open in no browser. */
const mostTroubles = 50_000;
/** Characters of all answers together. */
const answerRoom = 40_000_000;
/** Characters of one answer, from what is wished for to what is the least of use. */
const answerLimits = [20_000, 10_000, 5_000, 2_000, 1_000, 500] as const;
/** Of a reason, an error, a refusal. */
const reasonLimit = 2_000;
const mostCitations = 50;
const mostToolCalls = 50;

/**
 * Decides what of an evaluation goes into its page. All results are surveyed first; then each is asked for, in the same order. All of
 * few; of many every one that failed or ended in an error, and of the others a sample that is spread evenly.
 */
export class Embedding {
  readonly #counts = { trouble: 0, fine: 0 };
  readonly #sizes = answerLimits.map(() => ({ trouble: 0, fine: 0 }));
  readonly #asked = { trouble: 0, fine: 0 };
  embedded = 0;

  get total(): number {
    return this.#counts.trouble + this.#counts.fine;
  }

  survey({ status, output = "" }: CaseResult): void {
    const group = groupOf(status);
    this.#counts[group] += 1;
    for (const [at, sum] of this.#sizes.entries()) sum[group] += Math.min(output.length, answerLimits[at] ?? 0);
  }

  /** The result as the page holds it; undefined when it holds another in its place. */
  taken(result: CaseResult): PageResult | undefined {
    const group = groupOf(result.status);
    const at = this.#asked[group]++;
    const share = this.#share(group);
    if (Math.floor((at + 1) * share) === Math.floor(at * share)) return undefined;
    this.embedded += 1;
    return trimmed(result, this.#limit());
  }

  #share(group: "trouble" | "fine"): number {
    const { trouble, fine } = this.#counts;
    if (this.total <= mostWhole) return 1;
    return group === "trouble" ? Math.min(1, mostTroubles / trouble) : Math.min(1, Math.max(fewestFine, mostWhole - trouble) / fine);
  }

  #limit(): number {
    const fits = answerLimits.find((_, at) => {
      const size = this.#sizes[at];
      return size !== undefined && size.trouble * this.#share("trouble") + size.fine * this.#share("fine") <= answerRoom;
    });
    return fits ?? answerLimits[answerLimits.length - 1] ?? 0;
  }
}

function groupOf(status: CaseResult["status"]): "trouble" | "fine" {
  return isTrouble(status) ? "trouble" : "fine";
}

function trimmed(result: CaseResult, limit: number): PageResult {
  const { output, refusal, error, citations, findings, tool_calls: calls, checks } = result;
  const whole = {
    ...(output !== undefined && output.length > limit && { output: output.length }),
    ...(citations !== undefined && citations.length > mostCitations && { citations: citations.length }),
    ...(calls !== undefined && calls.length > mostToolCalls && { tool_calls: calls.length }),
  };
  return {
    ...result,
    checks: checks.map((check) => ({ ...check, reason: cut(check.reason, reasonLimit) })),
    ...(output !== undefined && { output: cut(output, limit) }),
    ...(refusal !== undefined && { refusal: cut(refusal, reasonLimit) }),
    ...(error !== undefined && { error: { ...error, message: cut(error.message, reasonLimit) } }),
    ...(citations !== undefined && { citations: citations.slice(0, mostCitations).map(({ url, ...rest }) => ({ ...rest, url: cut(url, reasonLimit) })) }),
    ...(findings !== undefined && { findings: findings.map(({ code, message }) => ({ code, message: cut(message, reasonLimit) })) }),
    ...(calls !== undefined && {
      tool_calls: calls
        .slice(0, mostToolCalls)
        .map(({ name, arguments: given }) => ({ name: cut(name, 200), arguments: small(given, limit) ? given : cut(JSON.stringify(given), limit) })),
    }),
    ...(Object.keys(whole).length > 0 && { whole }),
  };
}

function small(value: unknown, limit: number): boolean {
  return JSON.stringify(value).length <= limit;
}

/** Never through the middle of a character. */
function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, "")}…`;
}
