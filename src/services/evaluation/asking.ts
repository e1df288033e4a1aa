import type { CaseResult } from "../../core/eval/case-result.ts";

/** What is asked for one result beside its answer, as it adds up. */
export interface Asking {
  /** @param costNanoUsd Undefined when the price is not known. */
  paid(calls: number, costNanoUsd: number | undefined): void;
  /** So many calls ended in the middle. @param mayCostNanoUsd The most they may have cost; undefined when the price is not known. */
  unanswered(calls: number, mayCostNanoUsd: number | undefined): void;
  askedAgain(): void;
  /** Something was not asked, because the cache had it. @param answeredAt When it was given, milliseconds since the epoch. */
  known(answeredAt: number): void;
  /** When the oldest of what the cache had was given; undefined when it had nothing. */
  oldest(): number | undefined;
  /** Undefined when nothing was asked that was not known already. */
  record(): CaseResult["judging"];
}

export function asking(): Asking {
  let [calls, again, most] = [0, 0, 0];
  let cost: number | undefined = 0;
  let oldest: number | undefined;
  return {
    paid(more, costNanoUsd) {
      calls += more;
      cost = cost === undefined || costNanoUsd === undefined ? undefined : cost + costNanoUsd;
    },
    unanswered(more, mayCostNanoUsd) {
      calls += more;
      most += mayCostNanoUsd ?? 0;
      if (mayCostNanoUsd !== 0) cost = undefined;
    },
    askedAgain: () => void (again += 1),
    known: (answeredAt) => void (oldest = Math.min(oldest ?? answeredAt, answeredAt)),
    oldest: () => oldest,
    record: () =>
      calls + again === 0
        ? undefined
        : {
            calls,
            ...(cost === undefined ? {} : { cost_nano_usd: cost }),
            ...(most === 0 ? {} : { may_cost_nano_usd: most }),
            ...(again === 0 ? {} : { asked_again: again }),
          },
  };
}
