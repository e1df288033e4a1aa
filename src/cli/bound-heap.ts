import { getBuiltinModule } from "node:process";

/** Bytes of V8's space for new objects beyond which it grows no more: where Node 22 stops by itself. Newer ones go on to four times that. */
const enough = 16 * 1024 * 1024;
/** Bytes of a heap from which on it is kept closer. */
const large = 64 * 1024 * 1024;
const pollMs = 20;
/** Milliseconds after which a command is none of those that end at once. */
const begunMs = 40;

/**
 * Keeps the heap near the size of what is alive. Left alone, V8 lets it grow to four times that before it collects old objects, and its
 * space for new ones with every answer under way: an evaluation then takes twice the memory, the more the longer it runs, and no less
 * time, since no cache of the processor holds it any more.
 *
 * V8 reads these two settings whenever it uses them; others, like the limits themselves, could only be given when Node starts.
 * @returns Stops looking.
 */
export function boundHeap(): () => void {
  let timer: NodeJS.Timeout = setTimeout(begin, begunMs).unref();
  return () => clearTimeout(timer);

  function begin(): void {
    const { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } = getBuiltinModule("node:v8");
    setFlagsFromString("--heap-growing-percent=100");
    const left = new Map([
      // What is little anyway may double; of what is large a fifth more is tens of megabytes, and collecting it a twentieth of the time.
      ["--heap-growing-percent=20", () => getHeapStatistics().total_heap_size >= large],
      ["--semi-space-growth-factor=1", () => (getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0) >= enough],
    ]);
    timer = setInterval(() => {
      for (const [flag, isTime] of left) if (isTime() && left.delete(flag)) setFlagsFromString(flag);
      if (left.size === 0) clearInterval(timer);
    }, pollMs).unref();
  }
}
