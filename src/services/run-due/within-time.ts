import type { Clock } from "../../ports/clock.ts";

/** Work that is told to stop when `ms` have passed or `signal` fires, and is not waited for any longer. @throws the signal's reason, or what `late` makes. */
export async function withinTime<T>(
  clock: Clock,
  ms: number,
  late: () => Error,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const over = new AbortController();
  const { promise: ended, reject } = Promise.withResolvers<never>();
  ended.catch(() => undefined);
  ending.signal.addEventListener("abort", () => reject(ending.signal.reason as Error), { once: true });
  const stop = () => ending.abort(signal?.reason);
  if (signal?.aborted === true) stop();
  signal?.addEventListener("abort", stop, { once: true });
  clock.sleep(Math.max(0, ms), over.signal).then(
    () => ending.abort(late()),
    () => undefined,
  );
  try {
    return await Promise.race([work(ending.signal), ended]);
  } finally {
    over.abort();
    signal?.removeEventListener("abort", stop);
  }
}
