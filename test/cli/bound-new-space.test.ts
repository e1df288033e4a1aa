import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const crowd = fileURLToPath(new URL("../helpers/crowd-new-space.ts", import.meta.url));

test("the space for new objects stops growing, however many of them are alive at once", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [crowd, "bounded"]);
  expect(Number(stdout)).toBeGreaterThan(0);
  expect(Number(stdout)).toBeLessThanOrEqual(32 * 1024 * 1024);
});
