import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const program = fileURLToPath(new URL("../helpers/wait-for-interruption.ts", import.meta.url));

test.each(["SIGINT", "SIGTERM"] as const)("the first %s lets work in flight finish, the second ends the process", async (name) => {
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const exit = once(child, "exit");
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    child.kill(name);
  }
  expect(said).toEqual(["ready", `Interrupted by ${name}.`]);
  expect(await exit).toEqual([null, name]);
});
