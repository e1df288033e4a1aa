import type { Clock } from "../../ports/clock.ts";

/** Why a time limit is not waited for any more; given, so that none is made for every call. */
const isOver = new Error("The work is over.");

/**
 * Work that ends at once when `signal` aborts or `ms` have passed, whether or not it heeds the signal it is given.
 * @throws The signal's reason, or what `late` makes.
 */
export async function timed<T>(
  clock: Clock,
  ms: number,
  late: () => Error,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const over = new AbortController();
  const ended = new Promise<never>((_resolve, reject) => {
    ending.signal.addEventListener("abort", () => reject(ending.signal.reason as Error));
  });
  const stop = () => ending.abort(signal?.reason);
  signal?.addEventListener("abort", stop);
  clock.sleep(ms, over.signal).then(
    () => ending.abort(late()),
    () => undefined,
  );
  try {
    return await Promise.race([work(ending.signal), ended]);
  } finally {
    over.abort(isOver);
    signal?.removeEventListener("abort", stop);
  }
}
