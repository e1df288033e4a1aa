/**
 * Runs `work` on items as they come, at most `concurrency` at once; an item is only asked for when there is a hand free for it.
 * After the first failure, or when `signal` fires, nothing new is started; what is under way is waited for.
 * @throws the first failure.
 */
export async function eachConcurrently<T>(items: AsyncIterable<T>, concurrency: number, work: (item: T) => Promise<void>, signal?: AbortSignal): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  const failures: unknown[] = [];
  const hand = async () => {
    while (failures.length === 0 && signal?.aborted !== true) {
      const next = await iterator.next();
      if (next.done === true) return;
      await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, () => hand().catch((error: unknown) => void failures.push(error))));
  await iterator.return?.();
  if (failures.length > 0) throw failures[0];
}
