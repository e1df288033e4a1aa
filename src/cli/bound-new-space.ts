import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** Bytes of V8's space for new objects beyond which it grows no more: where Node 22 stops by itself. Newer ones go on to four times that. */
const enough = 16 * 1024 * 1024;
const pollMs = 20;

/**
 * Keeps V8's space for new objects as small as it is fast. It grows whenever many of them outlive a collection, as those of all calls under
 * way do; an evaluation then takes twice the memory and some more time, since the space no longer fits any cache of the processor.
 * The limit itself could only be given when Node starts; by how much the space grows is read each time it does.
 * @returns Stops looking.
 */
export function boundNewSpace(): () => void {
  const poll = setInterval(() => {
    if (newSpaceBytes() < enough) return;
    setFlagsFromString("--semi-space-growth-factor=1");
    clearInterval(poll);
  }, pollMs);
  poll.unref();
  return () => clearInterval(poll);
}

function newSpaceBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_size ?? 0;
}
