/** As much of a clock as a time limit needs. */
interface TimeSource {
  /** Monotonic milliseconds. */
  elapsed(): number;
  /** Rejects with the signal's reason when aborted first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Work that is ended by `signal`, or when its time is over. @throws the signal's reason, or what `late` makes. */
export type Timed = <T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** Why a time limit is not waited for any more; given, so that none is made for every call. */
const isOver = new Error("The work is over.");

/** Something under way. */
interface UnderWay {
  /** By the clock's `elapsed`. */
  readonly until: number;
  readonly end: (reason: unknown) => void;
}

/**
 * Work that ends at once when its signal aborts or `ms` have passed, whether or not it heeds the signal it is given.
 *
 * All of it has the same time, so who began first is late first: one sleep, and one listener per signal, is enough for any number. Of their
 * own they would cost each call more than the rest of what is done for it here.
 */
export function timed(clock: TimeSource, ms: number, late: () => Error): Timed {
  /** In the order they began. */
  const underWay = new Set<UnderWay>();
  const bySignal = new Map<AbortSignal, { readonly all: Set<UnderWay>; readonly stop: () => void }>();
  let watch: AbortController | undefined;

  return (signal, work) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const ending = new AbortController();
      const one: UnderWay = {
        until: clock.elapsed() + ms,
        end(reason) {
          reject(reason as Error);
          ending.abort(reason);
        },
      };
      begin(one, signal);
      const run = async () => {
        try {
          resolve(await work(ending.signal));
        } catch (error) {
          reject(error as Error);
        } finally {
          over(one, signal);
        }
      };
      void run();
    });

  function begin(one: UnderWay, signal: AbortSignal | undefined): void {
    underWay.add(one);
    if (signal !== undefined) listen(signal).add(one);
    if (watch !== undefined) return;
    watch = new AbortController();
    endLate(watch.signal).catch(() => undefined);
  }

  function over(one: UnderWay, signal: AbortSignal | undefined): void {
    underWay.delete(one);
    if (signal !== undefined) unlisten(signal, one);
    if (underWay.size > 0) return;
    watch?.abort(isOver);
    watch = undefined;
  }

  /** Until nothing is under way. */
  async function endLate(nothingLeft: AbortSignal): Promise<void> {
    for (let [first] = underWay; first !== undefined; [first] = underWay) {
      await clock.sleep(Math.max(0, first.until - clock.elapsed()), nothingLeft);
      for (const one of underWay) {
        if (one.until > clock.elapsed()) break;
        underWay.delete(one);
        one.end(late());
      }
    }
    if (!nothingLeft.aborted) watch = undefined;
  }

  function listen(signal: AbortSignal): Set<UnderWay> {
    const known = bySignal.get(signal);
    if (known !== undefined) return known.all;
    const all = new Set<UnderWay>();
    const stop = () => {
      for (const one of all) one.end(signal.reason);
    };
    signal.addEventListener("abort", stop);
    bySignal.set(signal, { all, stop });
    return all;
  }

  function unlisten(signal: AbortSignal, one: UnderWay): void {
    const known = bySignal.get(signal);
    known?.all.delete(one);
    if (known === undefined || known.all.size > 0) return;
    signal.removeEventListener("abort", known.stop);
    bySignal.delete(signal);
  }
}
