import { ProviderError } from "../../core/errors/provider-error.ts";
import { isOverload } from "../../core/pacing/is-overload.ts";
import { begin, end, firstPace, type AttemptEnd, type PaceLimits, type Wait } from "../../core/pacing/pace.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CallOptions } from "../../ports/provider.ts";

/** An attempt that was let in. Exactly one of both is called. */
export interface Admitted {
  answered(usedTokens: number | undefined): void;
  failed(error: unknown): void;
}

/** Lets attempts at one provider begin, in the order they came, when it may be asked. */
export interface Pacer {
  /** @param reckoned Tokens the attempt may use. @throws the signal's reason. */
  enter(reckoned: number, options: { readonly signal: AbortSignal | undefined; readonly onWait: CallOptions["onWait"] }): Promise<Admitted>;
}

interface Waiter {
  readonly reckoned: number;
  readonly onWait: CallOptions["onWait"];
  /** @param round The limit's. */
  readonly enter: (round: number) => void;
}

/** One provider's pace: its settings' limits, and fewer at once for as long as it says that it has too much to do. */
export function pacer(limits: PaceLimits, clock: Clock): Pacer {
  let pace = firstPace(limits, clock.elapsed());
  const queue: Waiter[] = [];
  let alarm: AbortController | undefined;
  let toldUntil = Number.NEGATIVE_INFINITY;

  /** Lets in whoever may begin; the first who may not sets the alarm for all behind. */
  function admit(): void {
    alarm?.abort();
    alarm = undefined;
    for (let [first] = queue; first !== undefined; [first] = queue) {
      const next = begin(pace, first.reckoned, clock.elapsed());
      if ("wait" in next) return wait(next.wait, first);
      pace = next.pace;
      queue.shift();
      first.enter(pace.limit.round);
    }
  }

  function wait(asked: Wait, { onWait }: Waiter): void {
    if (asked === undefined) return;
    tell(asked, onWait);
    const over = (alarm = new AbortController());
    clock.sleep(asked.ms, over.signal).then(admit, () => undefined);
  }

  /** Each wait is told of once, by whoever is first to wait. */
  function tell(asked: NonNullable<Wait>, onWait: CallOptions["onWait"]): void {
    const until = clock.elapsed() + asked.ms;
    if (until <= toldUntil + 1) return;
    toldUntil = until;
    onWait?.(asked);
  }

  function left(how: AttemptEnd): void {
    pace = end(pace, how, clock.elapsed());
    admit();
  }

  function admitted(round: number, reckoned: number, onWait: CallOptions["onWait"]): Admitted {
    return {
      answered: (used) => left({ round, outcome: "answered", reckoned, used }),
      failed(error) {
        if (!(error instanceof ProviderError)) return left({ round, outcome: "failed", reckoned });
        const { retryAfterMs } = error;
        left({ round, outcome: isOverload(error) ? "overloaded" : "failed", retryAfterMs, reckoned });
        if (retryAfterMs !== undefined && retryAfterMs > 0) tell({ reason: "retry-after", ms: retryAfterMs }, onWait);
      },
    };
  }

  return {
    async enter(reckoned, { signal, onWait }) {
      signal?.throwIfAborted();
      const next = queue.length === 0 ? begin(pace, reckoned, clock.elapsed()) : undefined;
      if (next !== undefined && "pace" in next) {
        pace = next.pace;
        return admitted(pace.limit.round, reckoned, onWait);
      }
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const waiter: Waiter = { reckoned, onWait, enter: resolve };
      const leaveQueue = () => {
        const at = queue.indexOf(waiter);
        if (at === -1) return;
        queue.splice(at, 1);
        reject(signal?.reason as Error);
        admit();
      };
      queue.push(waiter);
      if (queue.length === 1) admit();
      if (queue.includes(waiter)) signal?.addEventListener("abort", leaveQueue, { once: true });
      const round = await promise.finally(() => signal?.removeEventListener("abort", leaveQueue));
      if (signal?.aborted === true) {
        left({ round, outcome: "failed", reckoned });
        throw signal.reason;
      }
      return admitted(round, reckoned, onWait);
    },
  };
}
