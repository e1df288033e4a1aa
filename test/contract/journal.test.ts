import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { fileJournal } from "../../src/adapters/fs/journal.ts";
import { systemClock } from "../../src/adapters/clock.ts";
import { sqliteLock } from "../../src/adapters/sqlite/lock.ts";
import type { Journal } from "../../src/ports/journal.ts";
import { memoryDisk, memoryJournal } from "../helpers/memory-journal.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

interface Machine {
  /** The journal of a process of this name. */
  process(name: string): Journal;
  /** Ends a process without giving it a word. */
  kill(name: string): Promise<void>;
}

const machines: Readonly<Record<string, () => Machine>> = {
  memory: () => {
    const disk = memoryDisk();
    return {
      process: (name) => memoryJournal(disk, name, systemClock),
      kill: (name) => Promise.resolve(void disk.alive.delete(`${name}.ndjson`)),
    };
  },
};

const program = fileURLToPath(new URL("../helpers/journal-process.ts", import.meta.url));

function openIn(folder: string, name: string): Journal {
  return fileJournal(folder, { clock: systemClock, lock: sqliteLock(folder, systemClock), name: () => name });
}

/** Another process that has written two entries when this resolves. */
async function writer(folder: string, name: string): Promise<{ kill(): Promise<void> }> {
  const child = spawn(process.execPath, [program, folder, name], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return {
    async kill() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

for (const [kind, make] of Object.entries(machines))
  describe(`a journal in ${kind}`, () => {
    it("shows what a process wrote only when that process is gone", async () => {
      const { process, kill } = make();
      const first = process("1");
      await first.append("asked", "run", { n: 1 });
      await first.append("answered", "run", { n: 2 });
      const second = process("2");
      expect(await second.left()).toEqual([]);
      await kill("1");
      const [left] = await second.left();
      expect(left).toMatchObject({ name: "1.ndjson", damaged: 0 });
      expect(left?.entries.map(({ sequence, step, data }) => ({ sequence, step, data }))).toEqual([
        { sequence: 1, step: "asked", data: { n: 1 } },
        { sequence: 2, step: "answered", data: { n: 2 } },
      ]);
      await second.forget("1.ndjson");
      expect(await second.left()).toEqual([]);
    });

    it("lies in one place for all processes of a machine, and no other one's journal does", async () => {
      const { process } = make();
      const place = await process("1").place();
      expect(place.length).toBeGreaterThan(0);
      expect(await process("2").place()).toBe(place);
    });

    it("is gone when its process closed it", async () => {
      const { process } = make();
      const first = process("1");
      await first.append("asked", "run", {});
      await first.close();
      expect(await process("2").left()).toEqual([]);
    });
  });

describe("a journal on disk", () => {
  it("keeps every entry of a process that was killed with -9, and calls nobody dead who lives", async () => {
    const folder = tempFolder();
    const { kill } = await writer(folder, "1");
    const own = openIn(folder, "2");
    expect(await own.left()).toEqual([]);
    await kill();
    const [left] = await own.left();
    expect(left?.entries.map(({ step, data }) => ({ step, data }))).toEqual([
      { step: "asked", data: { model: "openai/gpt-5-mini" } },
      { step: "answered", data: { text: "An answer that was paid for." } },
    ]);
    await own.forget("1.ndjson");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves out a torn tail and counts a line that was written over", async () => {
    const folder = tempFolder();
    const { kill } = await writer(folder, "1");
    await kill();
    const file = join(folder, "1.ndjson");
    const [first = "", second = ""] = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, `${first}\n${second.replace("paid", "made")}\n`);
    appendFileSync(file, first.slice(0, 40));
    const [left] = await openIn(folder, "2").left();
    expect(left).toMatchObject({ damaged: 1 });
    expect(left?.entries.map(({ step }) => step)).toEqual(["asked"]);
  });

  it.each([
    ["cut off", Buffer.from(""), 0],
    ["cut off and written over", Buffer.from([0xff, 0xfe, 0x00, 0x41]), 1],
  ])("keeps a file that was %s, and says of which run it was", async (_, garbage, damaged) => {
    const folder = tempFolder();
    const { kill } = await writer(folder, "1");
    await kill();
    const file = join(folder, "1.ndjson");
    const kept = Buffer.concat([readFileSync(file).subarray(0, 120), garbage]);
    writeFileSync(file, kept);
    const own = openIn(folder, "2");
    expect(await own.left()).toMatchObject([{ entries: [], damaged, torn: true, lost: ["daily~20261120T090000Z"] }]);
    await own.forget("1.ndjson");
    expect(await own.left()).toEqual([]);
    expect(readdirSync(folder)).toEqual(["1.ndjson.damaged"]);
    expect(readFileSync(`${file}.damaged`)).toEqual(kept);
  });

  it("keeps entries that come at once in their order", async () => {
    const folder = tempFolder();
    const own = openIn(folder, "1");
    await Promise.all(Array.from({ length: 200 }, (_, at) => own.append("step", "run", at)));
    const lines = readFileSync(join(folder, "1.ndjson"), "utf8").trimEnd().split("\n");
    expect(lines.map((line) => (JSON.parse(line.slice(17)) as { data: number }).data)).toEqual(Array.from({ length: 200 }, (_, at) => at));
    await own.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("draws the name of its place once, however many ask at once, and another one's is another", async () => {
    const folder = tempFolder();
    const drawn = await Promise.all(["1", "2", "3", "4"].map((name) => openIn(folder, name).place()));
    expect(new Set(drawn).size).toBe(1);
    expect(readdirSync(folder)).toEqual(["place"]);
    expect(await openIn(tempFolder(), "1").place()).not.toBe(drawn[0]);
  });

  it("says where it cannot write, before anything is paid for", async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, "file"), "");
    await expect(openIn(join(folder, "file"), "1").append("asked", "run", {})).rejects.toMatchObject({ code: "journal-unwritable" });
    chmodSync(folder, 0o755);
  });
});
