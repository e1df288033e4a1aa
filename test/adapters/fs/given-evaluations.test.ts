import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { fileEvaluationStore } from "../../../src/adapters/fs/evaluation-store.ts";
import { givenEvaluations } from "../../../src/adapters/fs/given-evaluations.ts";
import { evaluationFile } from "../../../src/reporters/eval/evaluation-file.ts";
import { header, result } from "../../contract/evaluation-store.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const results = [0, 1, 2].map((index) => result(index));

async function fileText(): Promise<string> {
  const reported = { report: undefined as never, asked: undefined as never, header: header(), results: () => stream(), screen: { width: 80, color: false } };
  return (await Array.fromAsync(evaluationFile(reported))).join("");
}

async function* stream() {
  yield* results;
}

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = tempFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

describe("an evaluation in a file", () => {
  test("is read back as it was written", async () => {
    const folder = await folderWith({ "a.jsonl": await fileText() });
    const [only, ...others] = await givenEvaluations(folder).find("a.jsonl");
    expect(others).toEqual([]);
    expect(only?.name).toBe("a.jsonl");
    expect(only?.header).toEqual(header());
    for (let time = 0; time < 2; time += 1) expect(await Array.fromAsync(only?.results() ?? [])).toEqual(results);
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "hello\n"],
    ["results without a header", `${JSON.stringify(result(0))}\n`],
    ["a list", "[1]\n"],
    ["null", "null\n"],
  ])("is none when it holds %s", async (_, text) => {
    const folder = await folderWith({ a: text });
    await expect(givenEvaluations(folder).find("a")).rejects.toMatchObject({ code: "not-an-evaluation", where: "a" });
  });

  test("of a newer promptops is said to be that", async () => {
    const folder = await folderWith({ a: `{"promptops_evaluation":2}\n` });
    await expect(givenEvaluations(folder).find("a")).rejects.toMatchObject({ message: "a was written by a newer promptops." });
  });

  test.each([
    ["a header without a plan", 1, async () => '{"promptops_evaluation":1,"id":"x"}\n'],
    ["a header with another key", 1, async () => (await fileText()).replace('"tasks":', '"more":1,"tasks":')],
    ["a line that is no result", 3, async () => (await fileText()).replace(JSON.stringify(result(1)), '{"index":1}')],
    ["a line that is no JSON", 2, async () => (await fileText()).replace(JSON.stringify(result(0)), "{")],
    ["a last line that was cut off", 4, async () => (await fileText()).trimEnd()],
  ])("is damaged by %s, and the line is named", async (_, line, text) => {
    const folder = await folderWith({ a: await text() });
    const read = async () => Array.fromAsync((await givenEvaluations(folder).find("a"))[0]?.results() ?? []);
    await expect(read()).rejects.toMatchObject({ code: "corrupt-evaluation", where: `a:${line}` });
  });

  test("that is not there is said to be missing", async () => {
    await expect(givenEvaluations(tempFolder()).find("no/such")).rejects.toMatchObject({ code: "no-such-file", where: "no/such" });
  });
});

describe("a folder", () => {
  test("gives all evaluations below it, files and folders of the store alike, and passes over what is none", async () => {
    const folder = await folderWith({ "b/x.jsonl": await fileText(), "a.jsonl": await fileText(), "c/results.jsonl": '{"index":0}\n', "d/report.xml": "<x/>" });
    const store = fileEvaluationStore(join(folder, "raw"));
    const evaluation = await store.start(header());
    for (const each of results) await evaluation.append(each);
    await evaluation.finish([]);
    await evaluation.close();
    const found = await givenEvaluations(folder).find(".");
    expect(found.map(({ name }) => name)).toEqual(["./a.jsonl", "./b/x.jsonl", `./raw/evaluations/${evaluation.header.id}`]);
    for (const each of found) expect(await Array.fromAsync(each.results())).toEqual(results);
  });

  test("as the store keeps it is one evaluation, wherever it was copied to, finished or not", async () => {
    const store = fileEvaluationStore(tempFolder());
    const evaluation = await store.start(header());
    await evaluation.append(results[0]!);
    await evaluation.close();
    const copy = join(tempFolder(), "copied");
    await cp(dirname(store.location(evaluation.header.id)), copy, { recursive: true });
    const [only] = await givenEvaluations("/").find(copy);
    expect(await Array.fromAsync(only?.results() ?? [])).toEqual([results[0]]);
  });

  test("of the store that holds anything else than results is damaged", async () => {
    const folder = await folderWith({ "e/header.json": JSON.stringify(header()), "e/results.jsonl": '{"index":0,"status":"pass"}\n' });
    const [only] = await givenEvaluations(folder).find("e");
    await expect(Array.fromAsync(only?.results() ?? [])).rejects.toMatchObject({ code: "corrupt-evaluation", where: "e" });
  });

  test("is not left through a link", async () => {
    const elsewhere = await folderWith({ "a.jsonl": await fileText() });
    const folder = tempFolder();
    await symlink(elsewhere, join(folder, "link"));
    await symlink(join(elsewhere, "a.jsonl"), join(folder, "a.jsonl"));
    await expect(givenEvaluations(folder).find(".")).rejects.toMatchObject({ code: "not-an-evaluation", message: 'No evaluation lies below ".".' });
  });
});
