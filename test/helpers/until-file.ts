import { readFile } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";

/** What another process writes into a file, once there is something in it. */
export async function untilFile(file: string): Promise<string> {
  for (;;) {
    const text = await readFile(file, "utf8").catch(() => "");
    if (text !== "") return text;
    await setImmediate();
  }
}
