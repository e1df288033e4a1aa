import { expect, test } from "vitest";
import { validateText } from "../../src/reporters/validate-text.ts";
import { validateExit } from "../../src/core/validators/validate-exit.ts";
import { publish } from "../../src/services/publish.ts";
import { validate } from "../../src/services/validate.ts";
import type { CheckMeaningsInput } from "../../src/services/documents/check-meanings.ts";
import { memoryResponseCache } from "../helpers/memory-response-cache.ts";
import { copyOfProject, promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const document = `prompts/${prompt}/prompt.yml`;
const manifest = "schema_version: 1\nscope: Summaries of invoices.\ntask_class: summarization\nowners: [team-billing]\n";

/** A judge that finds every prompt right, but for words that a rule knows. */
const rules = `schema_version: 1
rules:
  - { match: { model: down }, error: { kind: server } }
  - { match: { model: locked }, error: { kind: auth } }
  - { match: { model: vague }, answer: "I think it is fine." }
  - { match: { model: judge, system: contradict each other, user: quality bad }, json: { reason: "\\"good\\" and \\"bad\\"", choice: contradictory } }
  - { match: { model: judge, system: contradict each other }, json: { reason: fine, choice: consistent } }
  - { match: { model: judge, system: two versions, user: taxes }, json: { reason: It is about taxes now., choice: other-task } }
  - { match: { model: judge, system: two versions }, json: { reason: fine, choice: same-task } }
  - { match: { model: judge, system: the scope that its owners }, json: { reason: It is no summary of an invoice., choice: outside } }
  - { match: { model: judge, system: scored by graders }, json: { reason: fine, choice: none } }
  - { match: { user: "Quality" }, answer: ok }
`;

let made: Promise<ReleaseProject> | undefined;
async function project(): Promise<ReleaseProject> {
  made ??= (async () => {
    const files = { ...promptFiles(), "rules.yml": rules, [`prompts/${prompt}/manifest.yml`]: manifest };
    const fresh = await releaseProject(files);
    await publish(await fresh.deps(), { prompt });
    return fresh;
  })();
  return copyOfProject(await made);
}

async function validated({ deps }: ReleaseProject, semantic: CheckMeaningsInput | undefined, cache = memoryResponseCache(), paths: readonly string[] = []) {
  const own = await deps();
  let opened = 0;
  const meanings = async () => {
    opened += 1;
    const signal = new AbortController().signal;
    return { git: own.git, openProvider: await own.openProviders(own.workTree), cache, clock: own.clock, redact: (text: string) => text, signal };
  };
  const result = await validate(
    { source: own.workTree, meanings },
    { paths: paths.map((path) => ({ path })), ...(semantic === undefined ? {} : { semantic }) },
  );
  return { result, opened, calls: own.calls.length, exit: validateExit(result) };
}

const outcomes = ({ result }: Awaited<ReturnType<typeof validated>>) =>
  Object.fromEntries((result.semantic?.checks ?? []).map(({ code, outcome }) => [code, outcome]));

test("no model is asked unless that is wanted", async () => {
  expect(await validated(await project(), undefined)).toMatchObject({ opened: 0, calls: 0, exit: "done", result: { problems: [] } });
});

test("what the judge finds is a problem at its place; what there is nothing to ask about costs nothing", async () => {
  const found = await validated(await project(), { model: "demo/judge" });
  expect(outcomes(found)).toEqual({
    contradiction: "passed",
    "contract-contradicted": "nothing-to-ask",
    "scope-mismatch": "found",
    "task-drift": "nothing-to-ask",
    "judge-persuasion": "passed",
  });
  expect(found).toMatchObject({ calls: 3, exit: "usage" });
  expect(found.result.semantic).toMatchObject({ model: "demo/judge", calls: 3, cost_nano_usd: expect.any(Number) });
  expect(found.result.problems).toEqual([
    {
      rule: "scope-mismatch",
      file: `prompts/${prompt}/manifest.yml`,
      line: 2,
      column: 8,
      path: "scope",
      message: "The prompt leaves the scope of its manifest, says the judge: outside: It is no summary of an invoice.",
      hint: expect.stringContaining("have the owners change `scope`"),
    },
  ]);
});

test("what a manifest accepts of it is no problem, and an acceptance that nothing needs is told where its question was answered", async () => {
  const own = await project();
  const accept = ["scope-mismatch, text: no summary of", "judge-persuasion", "task-drift", "degenerate-text"];
  const lines = accept.map((what) => `  - { code: ${what}, because: It is. }\n`).join("");
  await own.temp.write({ [`prompts/${prompt}/manifest.yml`]: `${manifest}accept:\n${lines}` });
  const unasked = await validated(own, undefined);
  expect(unasked.result.warnings?.map(({ path }) => path)).toEqual(["accept[3]"]);
  const found = await validated(own, { model: "demo/judge" });
  expect(outcomes(found)).toMatchObject({ "scope-mismatch": "accepted", "judge-persuasion": "passed", "task-drift": "nothing-to-ask" });
  expect(found).toMatchObject({ exit: "done", result: { problems: [], accepted: [{ prompt, code: "scope-mismatch", because: "It is." }] } });
  expect(found.result.warnings?.map(({ path }) => path)).toEqual(["accept[3]", "accept[1]"]);
  const down = await validated(own, { model: "demo/down" });
  expect(down.result.warnings?.map(({ path }) => path)).toEqual(["accept[3]"]);
});

test("a changed prompt is compared with the version in use, and answers are paid for once", async () => {
  const changed = await project();
  await changed.temp.write({ [document]: promptFiles({ quality: "bad", more: "Explain the taxes." })[document] ?? "" });
  const cache = memoryResponseCache();
  const first = await validated(changed, { model: "demo/judge" }, cache);
  expect(outcomes(first)).toMatchObject({ contradiction: "found", "task-drift": "found", "scope-mismatch": "found", "judge-persuasion": "passed" });
  expect(first.result.problems.map(({ rule, file }) => [rule, file])).toEqual([
    ["scope-mismatch", `prompts/${prompt}/manifest.yml`],
    ["contradiction", document],
    ["task-drift", document],
  ]);
  expect(first.calls).toBe(4);
  const second = await validated(changed, { model: "demo/judge" }, cache);
  expect(second).toMatchObject({ calls: 0, result: { semantic: { calls: 0, cost_nano_usd: 0 } } });
  expect(second.result.problems).toEqual(first.result.problems);
});

test.each([
  ["down", "server", "environment"],
  ["locked", "auth", "authentication"],
  ["vague", "malformed-judgement", "environment"],
])("a judge that is %s is an error of every check, never a pass", async (model, kind, exit) => {
  const found = await validated(await project(), { model: `demo/${model}` });
  expect(found.exit).toBe(exit);
  expect(found.result.problems).toEqual([]);
  const asked = found.result.semantic?.checks.filter(({ outcome }) => outcome !== "nothing-to-ask");
  expect(asked?.map(({ outcome, error_kind }) => [outcome, error_kind])).toEqual([1, 2, 3].map(() => ["error", kind]));
  const told = validateText(found.result, { width: 200, color: false });
  expect(told).toContain(`error[${kind}]: demo/${model} gave no judgement on 3 questions, so nobody knows whether there is a problem.\nhint: `);
  expect(told.split("\n").at(-1)).toMatch(/files, no problem found; 3 questions stayed open$/);
});

test("without a judge it is refused with what to write, before anybody is asked", async () => {
  await expect(validated(await project(), { model: undefined })).rejects.toMatchObject({
    code: "missing-judge-model",
    where: "--semantic",
    hint: "Name one with `--judge PROVIDER/NAME`, or as `evaluation.judge` in `.promptops.yml`.",
  });
  for (const model of ["dmo/judge", "demo"])
    await expect(validated(await project(), { model })).rejects.toMatchObject({ code: "unknown-model", where: "--judge" });
});

test("the project's judge is asked, and a broken judge of the repository is not passed over", async () => {
  const own = await project();
  const config = await own.temp.git("show", "HEAD:.promptops.yml");
  await own.temp.write({
    ".promptops.yml": `${config}\nevaluation: { judge: demo/judge }\n`,
    "judges/validate-scope.yml": "schema_version: 1\nversion: 1\nmessages: [{ role: user, content: 'the scope that its owners {{ anser }}' }]\n",
  });
  await expect(validated(own, { model: undefined })).rejects.toMatchObject({ code: "invalid-judge", where: "judges/validate-scope.yml" });
  await own.temp.write({
    "judges/validate-scope.yml":
      "schema_version: 1\nversion: 1\nmessages: [{ role: system, content: 'two versions' }, { role: user, content: '{{ answer }}' }]\nchoices: { same-task: 1, no: 0 }\n",
  });
  expect((await validated(own, { model: undefined })).result).toMatchObject({ problems: [], semantic: { model: "demo/judge" } });
});

test("a prompt that is wrong already is not asked about, nor is one that was not chosen", async () => {
  const two = await project();
  await two.temp.write({ ...promptFiles({ id: "other" }), [document]: "schema_version: 1\n" });
  const found = await validated(two, { model: "demo/judge" });
  expect(new Set(found.result.semantic?.checks.map((check) => check.prompt))).toEqual(new Set(["other"]));
  const chosen = await validated(two, { model: "demo/judge" }, memoryResponseCache(), [`prompts/${prompt}`]);
  expect(chosen.result.semantic?.checks).toEqual([]);
});

test("under a cost cap nothing is asked that could cost more, and the same with a higher one asks the rest", async () => {
  const own = await project();
  const cache = memoryResponseCache();
  const config = `${await own.temp.git("show", "HEAD:.promptops.yml")}\nprices: { demo/judge: { input: 1, output: 2 } }\n`;
  await own.temp.write({ ".promptops.yml": config });
  const none = await validated(own, { model: "demo/judge", maxCostUsd: 0 }, cache);
  expect(none).toMatchObject({ calls: 0, exit: "environment", result: { problems: [], semantic: { calls: 0, max_cost_nano_usd: 0 } } });
  expect(none.result.semantic?.checks.flatMap(({ error_kind }) => error_kind ?? [])).toEqual(["budget", "budget", "budget"]);
  expect(validateText(none.result, { width: 200, color: false })).toContain(
    "\nhint: Raise `--max-cost` (now $0) and run `promptops validate --semantic --max-cost USD`: what was answered is kept, and not paid for twice.\n",
  );
  // The project's own cap holds where none is given.
  await own.temp.write({ ".promptops.yml": `${config}evaluation: { max_cost_usd: 0 }\n` });
  expect(await validated(own, { model: "demo/judge" }, cache)).toMatchObject({ calls: 0, exit: "environment" });
  const enough = await validated(own, { model: "demo/judge", maxCostUsd: 10 }, cache);
  expect(enough).toMatchObject({ calls: 3, exit: "usage", result: { semantic: { calls: 3, max_cost_nano_usd: 10_000_000_000 } } });
  expect(enough.result.semantic?.cost_nano_usd).toBeGreaterThan(0);
});

test("a cap that cannot be kept is none: a judge without a known price is refused before it is asked", async () => {
  const own = await project();
  const config = await own.temp.git("show", "HEAD:.promptops.yml");
  await own.temp.write({
    ".promptops.yml": config.replace("providers:", "providers:\n  house: { kind: openai, base_url: 'http://127.0.0.1:9/v1' }"),
  });
  const asked = validated(own, { model: "house/unpriced", maxCostUsd: 1 });
  await expect(asked).rejects.toMatchObject({ code: "unknown-price" });
});
