import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/adapters/clock.ts";
import { sqliteLock } from "../../src/adapters/sqlite/lock.ts";
import { impatientClock } from "../helpers/fake-clock.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const holder = fileURLToPath(new URL("../helpers/hold-lock.ts", import.meta.url));

/** Another process that holds the lock when this resolves. */
async function heldElsewhere(folder: string, name: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [holder, folder, name], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit").then(() => Promise.reject(new Error("The holder ended.")));
  await Promise.race([once(child.stdout, "data"), ended]);
  ended.catch(() => undefined);
  return child;
}

describe("a lock", () => {
  test("gives back what the work gives back, and can be taken again", async () => {
    const lock = sqliteLock(tempFolder(), impatientClock());
    expect(await lock.holding("release", 0, () => Promise.resolve("first"))).toBe("first");
    expect(await lock.holding("release", 0, () => Promise.resolve("second"))).toBe("second");
  });

  test("is free again when the work fails, and passes the failure on", async () => {
    const lock = sqliteLock(tempFolder(), impatientClock());
    await expect(lock.holding("release", 0, () => Promise.reject(new Error("work failed")))).rejects.toThrow("work failed");
    expect(await lock.holding("release", 0, () => Promise.resolve("again"))).toBe("again");
  });

  test("whose file was overwritten with something else is made anew", async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, "lock-release.sqlite"), "this is no database, whatever its name says; and it is long enough to be looked at".repeat(20));
    expect(await sqliteLock(folder, impatientClock()).holding("release", 0, () => Promise.resolve("taken"))).toBe("taken");
  });

  test("whose file was overwritten is held by one alone, also for who had seen it damaged", async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, "lock-release.sqlite"), "no database ".repeat(200));
    await heldElsewhere(folder, "release");
    await expect(sqliteLock(folder, impatientClock()).holding("release", 0, () => Promise.resolve())).rejects.toMatchObject({ code: "locked" });
  });

  test("of another name is another lock", async () => {
    const lock = sqliteLock(tempFolder(), impatientClock());
    expect(await lock.holding("release", 0, () => lock.holding("evaluation", 0, () => Promise.resolve("both")))).toBe("both");
  });

  test("lets the work of one process run after the other, never at once", async () => {
    const lock = sqliteLock(tempFolder(), systemClock);
    let inside = 0;
    const work = async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => lock.holding("release", 60_000, work)));
  });

  test("held by another process: waits as long as asked, then says who is busy with what", async () => {
    const folder = tempFolder();
    await heldElsewhere(folder, "release");
    const clock = impatientClock();
    const waiting = sqliteLock(folder, clock).holding("release", 250, () => Promise.resolve());
    await expect(waiting).rejects.toMatchObject({ code: "locked", exit: "environment", message: expect.stringContaining('"release"') });
    expect(clock.elapsed()).toBe(250);
  });

  test("of a process that was killed is free at once", async () => {
    const folder = tempFolder();
    const child = await heldElsewhere(folder, "release");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await sqliteLock(folder, impatientClock()).holding("release", 0, () => Promise.resolve("mine"))).toBe("mine");
  });
});
