import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { workFiles } from "../../src/adapters/fs/work-files.ts";
import { workTreeSource } from "../../src/adapters/fs/work-tree-source.ts";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { newChoices } from "../../src/services/new-choices.ts";
import { newJob, requireCron } from "../../src/services/new-job.ts";
import { newPrompt, requireModel } from "../../src/services/new-prompt.ts";
import { newSuite } from "../../src/services/new-suite.ts";
import { validate } from "../../src/services/validate.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";

const config = `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  production: {}
destinations:
  inbox: { kind: file, path: out/inbox.md }
`;

let repo: TempRepo;
beforeEach(async () => {
  repo = await tempRepo();
  await repo.write({ ".promptops.yml": config, "rules.yml": "schema_version: 1\nrules: [{ answer: fine }]\n" });
});

const deps = () => ({ source: workTreeSource(repo.root), files: workFiles(repo.root) });
const problems = async () => (await validate(deps(), { paths: [] })).problems;
const promptDeps = async () => ({ ...deps(), git: await openGitRepo(repo.root) });
const billing = { id: "billing/summarize", model: "demo/small" };
const document = (variables: string) =>
  `schema_version: 1\nvariables: ${variables}\nmessages: [{ role: user, content: hi }]\nmodel: { id: demo/small }\noutput: { format: text }\n`;

describe("new prompt", () => {
  test("what it writes is valid as it is, and owned by who git says is working", async () => {
    const { created } = await newPrompt(await promptDeps(), billing);
    expect(created).toEqual(
      expect.arrayContaining(["prompts/billing/summarize/prompt.yml", "prompts/billing/summarize/manifest.yml", "prompts/billing/summarize/evals/core.yml"]),
    );
    expect(await problems()).toEqual([]);
    expect(readFileSync(join(repo.root, "prompts/billing/summarize/manifest.yml"), "utf8")).toContain("- ada@example.com\n");
  });

  test("brings the schemas it refers to where the repository has none", async () => {
    const { created } = await newPrompt(await promptDeps(), billing);
    expect(created.filter((path) => path.startsWith(".promptops/"))).toEqual([
      ".promptops/schemas/prompt.json",
      ".promptops/schemas/manifest.json",
      ".promptops/schemas/suite.json",
    ]);
    expect((await newPrompt(await promptDeps(), { ...billing, id: "other" })).created).toHaveLength(3);
  });

  test.each(["a: b", "- x", "#1 thing", '"quoted"', "{{ not a template }}", "line\nbreak", "yes"])("a scope may be any text: %j", async (scope) => {
    await newPrompt(await promptDeps(), { ...billing, scope });
    expect(await problems()).toEqual([]);
  });

  test("never overwrites, and writes nothing at all when one of its files is there", async () => {
    await repo.write({ "prompts/billing/summarize/manifest.yml": "mine\n" });
    await expect(newPrompt(await promptDeps(), billing)).rejects.toMatchObject({ code: "already-exists", where: "prompts/billing/summarize/manifest.yml" });
    expect(existsSync(join(repo.root, "prompts/billing/summarize/prompt.yml"))).toBe(false);
  });

  test.each([
    ["Billing/Summarize", "Did you mean `billing/summarize`?"],
    ["billing/summarizeInvoice", "Did you mean `billing/summarize-invoice`?"],
    ["billing//Übersicht 2/", "Did you mean `billing/ubersicht-2`?"],
    ["../secrets", "Did you mean `secrets`?"],
  ])("refuses the id %j and proposes a right one", async (id, hint) => {
    await expect(newPrompt(await promptDeps(), { ...billing, id })).rejects.toMatchObject({ code: "invalid-id", exit: "usage", hint });
  });

  test.each(["billing/evals/x", "list", "???"])("refuses the id %j without proposing it again", async (id) => {
    await expect(newPrompt(await promptDeps(), { ...billing, id })).rejects.toMatchObject({
      code: "invalid-id",
      hint: expect.not.stringContaining("Did you mean") as string,
    });
  });

  test("a model of a provider that is not configured is refused before anything is written", async () => {
    await expect(newPrompt(await promptDeps(), { ...billing, model: "dem/small" })).rejects.toMatchObject({
      code: "invalid-flag",
      where: "--model",
      hint: "Did you mean `demo`?",
    });
    expect(existsSync(join(repo.root, "prompts"))).toBe(false);
  });
});

describe("new suite", () => {
  test("its case has a value for every variable that must be given, and is valid", async () => {
    await repo.write({
      "prompts/p/prompt.yml": document(
        "{ a: { type: integer, minimum: 7 }, b: { enum: [red, green] }, c: { type: array, minItems: 2, items: { type: boolean } }, d: { type: object, required: [x], properties: { x: { type: string, minLength: 30 } } }, e: { type: string, default: given }, f: { type: string, pattern: '^[A-Z]+$', examples: [ABC] } }",
      ).replace("content: hi", 'content: "{{ a }} {{ b }} {{ c }} {{ d }} {{ f }}"'),
    });
    await newSuite(deps(), { prompt: "p", name: "edge-cases" });
    expect(await problems()).toEqual([]);
    const text = readFileSync(join(repo.root, "prompts/p/evals/edge-cases.yml"), "utf8");
    expect(text).toContain("a: 7");
    expect(text).toContain("f: ABC");
    expect(text).not.toContain("      e:");
  });

  test("where no fitting value can be made up it asks for an example instead of writing a wrong one", async () => {
    await repo.write({ "prompts/p/prompt.yml": document("{ code: { type: string, pattern: '^[A-Z]{3}-[0-9]+$' } }") });
    await expect(newSuite(deps(), { prompt: "p", name: "core" })).rejects.toMatchObject({
      code: "missing-example",
      exit: "usage",
      where: "prompts/p/prompt.yml",
    });
    expect(existsSync(join(repo.root, "prompts/p/evals"))).toBe(false);
  });

  test("an unknown prompt and a wrong name are refused with the nearest right ones", async () => {
    await newPrompt(await promptDeps(), billing);
    await expect(newSuite(deps(), { prompt: "billing/sumarize", name: "x" })).rejects.toMatchObject({
      code: "unknown-prompt",
      hint: "Did you mean `billing/summarize`?",
    });
    await expect(newSuite(deps(), { prompt: billing.id, name: "Edge Cases" })).rejects.toMatchObject({
      code: "invalid-id",
      hint: "Did you mean `edge-cases`?",
    });
    await expect(newSuite(deps(), { prompt: billing.id, name: "core" })).rejects.toMatchObject({ code: "already-exists" });
  });
});

describe("new job", () => {
  const daily = { name: "daily", prompt: billing.id, environment: "production", cron: "0 9 * * 1-5" };
  beforeEach(async () => {
    await newPrompt(await promptDeps(), billing);
  });

  test("what it writes is valid as it is", async () => {
    await newJob(deps(), { ...daily, timezone: "Europe/Lisbon", destinations: ["inbox"] });
    await newJob(deps(), { name: "often", prompt: billing.id, environment: "production", every: "6h" });
    expect(await problems()).toEqual([]);
  });

  test.each([
    [{ environment: "prodution" }, "--environment", "Did you mean `production`?"],
    [{ timezone: "Europe/Lissabon" }, "--timezone", "Did you mean `Europe/Lisbon`?"],
    [{ destinations: ["inbx"] }, "--destination", "Did you mean `inbox`?"],
    [{ cron: "99 9 * * *" }, "--cron", expect.stringContaining("0 9 * * 1-5") as string],
    [{ cron: undefined, every: "6 hours" }, "--every", expect.stringContaining("6h") as string],
  ])("refuses %j at its flag", async (wrong, where, hint) => {
    await expect(newJob(deps(), { ...daily, ...wrong })).rejects.toMatchObject({ code: "invalid-flag", exit: "usage", where, hint });
    expect(existsSync(join(repo.root, "schedules"))).toBe(false);
  });
});

test("an answer is checked while it can still be mended: a model's provider, a cron expression", () => {
  expect(requireModel("demo/small", ["demo"])).toBe("demo/small");
  expect(() => requireModel("dem/small", ["demo"])).toThrow(expect.objectContaining({ where: "--model", hint: "Did you mean `demo`?" }) as Error);
  expect(() => requireModel("small", ["demo"])).toThrow("`small` names no model.");
  expect(requireCron("0 9 * * 1-5")).toBe("0 9 * * 1-5");
  expect(() => requireCron("9:00")).toThrow("This is no cron expression: it has fewer than five parts.");
});

test("a destination where none is configured says where they are configured", async () => {
  await repo.write({ ".promptops.yml": config.replace(/destinations:[\s\S]*$/, "") });
  await newPrompt(await promptDeps(), billing);
  const job = { name: "daily", prompt: billing.id, environment: "production", every: "6h", destinations: ["inbox"] };
  await expect(newJob(deps(), job)).rejects.toMatchObject({
    where: "--destination",
    hint: "None is configured: name them under `destinations` in `.promptops.yml`.",
  });
});

test("pickers offer the prompts, models and environments that the repository has", async () => {
  await newPrompt(await promptDeps(), billing);
  expect(await newChoices(deps().source)).toEqual({ prompts: [billing.id], models: ["demo/small"], providers: ["demo"], environments: ["production"] });
});

test("outside a project, `new` says how to make one", async () => {
  const empty = await tempRepo();
  await expect(newChoices(workTreeSource(empty.root))).rejects.toMatchObject({
    code: "not-a-project",
    hint: expect.stringContaining("promptops init") as string,
  });
});
