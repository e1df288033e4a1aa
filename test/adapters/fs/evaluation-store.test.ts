import { appendFile, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileEvaluationStore } from "../../../src/adapters/fs/evaluation-store.ts";
import { ResultLog } from "../../../src/adapters/fs/result-log.ts";
import { header, result } from "../../contract/evaluation-store.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

async function written(indexes: readonly number[], tasks = 3) {
  const store = fileEvaluationStore(tempFolder());
  const evaluation = await store.start(header({ tasks }));
  for (const index of indexes) await evaluation.append(result(index));
  await evaluation.close();
  const { id } = evaluation.header;
  const log = join(dirname(store.location(id)), "results.ndjson");
  return { store, id, log };
}

describe("evaluations in files", () => {
  it("forget a last line that a killed process did not finish", async () => {
    const { store, id, log } = await written([0, 1]);
    await appendFile(log, '{"index":2,"status":"pa');
    expect(await Array.fromAsync(store.results(id))).toHaveLength(2);
    const resumed = await store.resume(id);
    expect([...(resumed?.done ?? [])]).toEqual([0, 1]);
    await resumed?.append(result(2));
    expect(await Array.fromAsync(resumed?.results() ?? [])).toEqual([result(0), result(1), result(2)]);
    await resumed?.close();
    // What they share, three results, and nothing behind the last line end.
    expect((await readFile(log, "utf8")).split("\n")).toHaveLength(5);
  });

  it.each(["not json", "{}", '{"index":-1,"status":"pass"}', '{"index":99,"status":"pass"}', '{"index":"0","status":"pass"}', "\0\0\0"])(
    "refuse a damaged line in the middle, and say which: %j",
    async (line) => {
      const { store, id, log } = await written([0]);
      await appendFile(log, `${line}\n${JSON.stringify(result(1))}\n`);
      await expect(store.resume(id)).rejects.toMatchObject({ code: "corrupt-evaluation", where: `${log}:3` });
      // A refused one is free again.
      await writeFile(log, "");
      await (await store.resume(id))?.close();
    },
  );

  it("keep one file of results, in test order, when finished", async () => {
    const { store, id, log } = await written([2, 0]);
    const evaluation = await store.resume(id);
    await evaluation?.append(result(1));
    await evaluation?.finish([]);
    await evaluation?.close();
    const files = (await readdir(dirname(log))).filter((name) => !name.startsWith("lock"));
    expect(files.sort()).toEqual(["evidence.json", "header.json", "results.jsonl"]);
    const [first, ...lines] = (await readFile(store.location(id), "utf8")).trim().split("\n");
    expect(JSON.parse(first ?? "")).toHaveProperty("shared");
    expect(lines.map((line) => (JSON.parse(line) as { index: number }).index)).toEqual([0, 1, 2]);
  });

  it("are still whole when killed between the last two steps of finishing", async () => {
    const { store, id, log } = await written([0, 1, 2]);
    const ndjson = await readFile(log);
    const evaluation = await store.resume(id);
    await evaluation?.finish([]);
    await evaluation?.close();
    await writeFile(log, ndjson);
    expect(await store.list(1)).toMatchObject([{ id, finished: true }]);
    const resumed = await store.resume(id);
    expect(resumed?.done.size).toBe(3);
    await resumed?.close();
  });

  it("pass over folders that are none of theirs", async () => {
    const { store, log } = await written([0]);
    const { mkdir } = await import("node:fs/promises");
    await mkdir(join(dirname(dirname(log)), "notes"));
    await mkdir(join(dirname(dirname(log)), "20990101T000000000Z-0123abcd"));
    expect(await store.list(10)).toHaveLength(1);
  });

  it.each(["", "garbage", "null", "{}", '{"id":"x"}'])("are damaged when their header is %j: said by name, passed over in a list", async (text) => {
    const { store, id, log } = await written([0]);
    const other = await store.start(header());
    await other.close();
    await writeFile(join(dirname(log), "header.json"), text);
    const damaged = { code: "corrupt-evaluation", where: join(dirname(log), "header.json") };
    await expect(store.entry(id)).rejects.toMatchObject(damaged);
    await expect(store.read(id)).rejects.toMatchObject(damaged);
    await expect(store.resume(id)).rejects.toMatchObject(damaged);
    await expect(Array.fromAsync(store.results(id))).rejects.toMatchObject(damaged);
    expect((await store.list(10)).map((entry) => entry.id)).toEqual([other.header.id]);
    expect(await store.ids()).toContain(id);
  });

  it.each(["", "garbage", '[\n{"totals":{},"cases":[\n]}\n]', '[\n{"totals","cases":[\n]}\n]'])("are damaged when their evidence is %j", async (text) => {
    const { store, id, log } = await written([], 0);
    const evaluation = await store.resume(id);
    await evaluation?.finish([]);
    await evaluation?.close();
    const folder = dirname(log);
    const planned = { label: "p", prompt: "p", prompt_digest: "d", model: "m/m", model_digest: "d", judges: [], suites: [] };
    await writeFile(join(folder, "header.json"), JSON.stringify(header({ id, tasks: 0, plan: { prompts: [planned], asked: header().plan.asked } })));
    await writeFile(join(folder, "evidence.json"), text);
    await expect(store.entry(id)).rejects.toMatchObject({ code: "corrupt-evaluation", where: join(folder, "evidence.json") });
  });

  it("have no results yet when killed before the first", async () => {
    const { store, id, log } = await written([]);
    await rm(log);
    expect(await Array.fromAsync(store.results(id))).toEqual([]);
  });

  it("never reach outside their folder, whatever id is asked for", async () => {
    const { store } = await written([]);
    await expect(store.read("../../etc")).rejects.toMatchObject({ code: "unknown-evaluation" });
  });
});

describe("a log of results", () => {
  it("gives every line back whole, however long lines are and however far apart they were written", () => {
    const file = join(tempFolder(), "log");
    const sizes = [10, 600_000, 3, 1_200_000, 50, 0];
    const order = [3, 5, 1, 0, 4, 2];
    const log = ResultLog.open(file, sizes.length, "append");
    for (const index of order) void log.append({ ...result(index), output: "é".repeat(sizes[index] ?? 0) });
    log.close();
    const reopened = ResultLog.open(file, sizes.length, "read");
    expect([...reopened.results()].map(({ index, output }) => [index, output?.length])).toEqual(sizes.map((size, index) => [index, size]));
    reopened.close();
  });
});
