import { getBuiltinModule } from "node:process";

/** Bytes of V8's space for new objects beyond which it grows no more: where Node 22 stops by itself. Newer ones go on to four times that. */
const enough = 16 * 1024 * 1024;
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
    const { getHeapSpaceStatistics, setFlagsFromString } = getBuiltinModule("node:v8");
    setFlagsFromString("--heap-growing-percent=50");
    timer = setInterval(() => {
      const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0;
      if (space < enough) return;
      setFlagsFromString("--semi-space-growth-factor=1");
      clearInterval(timer);
    }, pollMs).unref();
  }
}
