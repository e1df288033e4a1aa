import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const crowd = fileURLToPath(new URL("../helpers/crowd-heap.ts", import.meta.url));

test("the heap stays near what is alive in it, however many objects come and go", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [crowd, "bounded"]);
  const { newSpace, heap } = JSON.parse(stdout) as { newSpace: number; heap: number };
  expect(newSpace).toBeGreaterThan(0);
  expect(newSpace).toBeLessThanOrEqual(32 * 1024 * 1024);
  // 200,000 small objects are alive at once: about 20 MB.
  expect(heap).toBeLessThanOrEqual(100 * 1024 * 1024);
});
