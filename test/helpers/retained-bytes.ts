import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes of this process's heap that are still in use after a full garbage collection. */
export function retainedBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
