import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { outputFiles } from "../../src/adapters/fs/output-files.ts";
import { makeFeedback, placeOfFeedback, type FeedbackDraft } from "../../src/core/feedback/make-feedback.ts";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import { digestOf } from "../../src/core/identity/digest.ts";
import { challengeBuildText } from "../../src/reporters/challenge-build-text.ts";
import { challengeBuild } from "../../src/services/challenge-build.ts";
import { loadPrompt } from "../../src/services/load-prompt.ts";
import { loadSuite } from "../../src/services/load-suite.ts";
import { publish } from "../../src/services/publish.ts";
import { aRun, runId } from "../helpers/ledger-records.ts";
import { memoryIndex } from "../helpers/memory-index.ts";
import { memoryLedger } from "../helpers/memory-ledger.ts";
import { promptFiles, releaseProject, type Deps, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const by = { name: "Ada", email: "ada@example.com" };
const secret = "hunter2-hunter2";
const suite = `prompts/${prompt}/evals/core.yml`;
const ask = { prompt, output: "challenge", randomShare: 0.3 };
let project: ReleaseProject;
let deps: Deps & Awaited<ReturnType<typeof challengeDeps>>;

/** Numbers 1 to 12; the model is wrong on 3 and 5. 5 is good all the same, and 7 is bad, people say. */
const files = {
  ...promptFiles({ cases: 12 }),
  "rules.yml":
    'schema_version: 1\nrules:\n  - { match: { user: "Number 3." }, answer: wrong }\n  - { match: { user: "Number 5." }, answer: wrong }\n  - { answer: ok }\n',
};

async function challengeDeps(base: Deps) {
  const ledger = memoryLedger(foldState);
  const index = memoryIndex(ledger);
  const output = outputFiles(base.git.root);
  const redact = (text: string) => text.replaceAll(secret, "[redacted]");
  return { ledger, openLedger: () => Promise.resolve(ledger), openIndex: () => Promise.resolve(index), output, redact };
}

async function say(about: string | { readonly item: number; readonly status: "pass" | "fail" }, verdict: "good" | "bad", comment?: string): Promise<void> {
  const evaluation = (await deps.evaluations.ids())[0]!;
  const { evidence } = (await deps.evaluations.read(evaluation))!;
  const draft = {
    at: "2026-11-20T10:00:00.000Z",
    rater: "Ben",
    verdict,
    score: verdict === "good" ? 1 : 0,
    source: "command" as const,
    ...(comment && { comment }),
  };
  let whole: FeedbackDraft;
  if (typeof about === "string") whole = { ...draft, run: about };
  else {
    const found = evidence![0]!.cases.find(({ case: id }) => id.endsWith(`item=${about.item}`) || id.endsWith(`item=${about.item}]`))!;
    const answer = { prompt, suite: "core", case: found.case, case_digest: found.digest, epoch: 1, answer_digest: "a".repeat(64), status: about.status };
    whole = { ...draft, result: { evaluation, ...answer } };
  }
  const record = makeFeedback(whole);
  await deps.ledger.commit({ records: [{ path: placeOfFeedback(record), text: `${JSON.stringify(record)}\n` }], message: "Feedback", by, at: 0 }, "local");
}

async function ran(slot: string, value: unknown, more: Parameters<typeof aRun>[1] = {}): Promise<string> {
  const run = runId("daily", `2026-11-20T${slot}:00:00Z`);
  const inputs = { item: { source: "literal" as const, value: value as number, digest: digestOf(value) } };
  await deps.ledger.commit({ records: [aRun(run, { inputs, ...more })], message: "Run", by, at: 0 }, "local");
  return run;
}

beforeAll(async () => {
  project = await releaseProject(files);
  const base = await project.deps();
  deps = { ...base, ...(await challengeDeps(base)) };
});

const text = (path: string) => readFileSync(join(deps.git.root, path), "utf8");

describe("challenge build", () => {
  test("where nothing is known to be hard it says so, and writes nothing", async () => {
    await expect(challengeBuild(deps, ask)).rejects.toMatchObject({
      code: "no-challenge",
      exit: "no",
      hint: expect.stringContaining(`promptops eval ${prompt}`),
    });
    expect(existsSync(join(deps.git.root, `prompts/${prompt}/evals/challenge-train.yml`))).toBe(false);
    await expect(challengeBuild(deps, { ...ask, prompt: "billing/nothing" })).rejects.toMatchObject({ code: "unknown-prompt" });
    await expect(challengeBuild(deps, { ...ask, output: "../x" })).rejects.toMatchObject({ code: "invalid-id" });
  });

  test("mines what failed and what people say into suites that are right; the same logs change nothing", async () => {
    await publish(deps, { prompt });
    await say({ item: 5, status: "fail" }, "good");
    await say({ item: 7, status: "pass" }, "bad", `too *short*, ${secret}`);
    const failed = await ran("09", 77, { status: "failed", reason: { code: "output-contract", message: "No JSON." } });
    await say(failed, "bad", "empty");
    await ran("10", 78, { status: "blocked" });
    await ran("11", `key ${secret}`);
    const result = await challengeBuild(deps, ask);
    expect(result).toMatchObject({
      outcome: "written",
      left_out: [
        { reason: "disputed", cases: 1 },
        { reason: "unlabelled", cases: 2 },
      ],
    });
    const counts = new Map(result.sources.map(({ source, cases }) => [source, cases]));
    expect([counts.get("failed-case"), counts.get("contradiction"), counts.get("failed-run")]).toEqual([1, 1, undefined]);
    expect(result.random_share).toBeGreaterThanOrEqual(0.3);
    const loaded = await loadPrompt(deps.workTree, prompt);
    const cases = (
      await Promise.all(result.suites.map(async ({ suite: name }) => Array.fromAsync((await loadSuite(deps.workTree, loaded, name)).cases())))
    ).flat();
    expect(cases).toHaveLength(result.cases);
    expect(cases.find(({ inputs }) => inputs["item"] === 3)?.tags).toEqual(expect.arrayContaining(["challenge", "from-failed-case"]));
    const written = result.suites.map(({ file }) => text(file)).join("");
    expect(written).toContain("Ben says bad: too *short*, [redacted]");
    expect(written).not.toContain(secret);
    expect(written).toContain(`digest: ${result.digest}`);
    expect(await challengeBuild(deps, ask)).toEqual({ ...result, outcome: "unchanged" });
    expect(challengeBuildText(result, { width: 120, color: false })).toMatch(
      /^Challenge set [0-9a-f]{12} of billing\/summarize: \d+ cases, \d+ questions\n\nsource /,
    );
  });

  test("what becomes of its own cases says nothing new", async () => {
    await project.temp.commit(promptFiles({ cases: 12, more: "Again." }));
    const before = await challengeBuild(deps, ask);
    await publish(deps, { prompt });
    const evaluated = await deps.evaluations.read((await deps.evaluations.ids())[0]!);
    expect(evaluated?.evidence?.[0]?.suites.length).toBeGreaterThan(1);
    expect(await challengeBuild(deps, ask)).toEqual(before);
  });

  test("runs are taken where something says what a good answer is; secrets and what was never asked are not", async () => {
    const before = text(suite);
    await project.temp.write({
      [suite]: before
        .replace("cases:", "assertions: [{ type: regex, value: '\\S' }, { type: equals }]\ncases:")
        .replace("id: number\n", "id: number\n    expected: ok\n"),
    });
    const result = await challengeBuild(deps, ask);
    const counts = new Map(result.sources.map(({ source, cases }) => [source, cases]));
    expect([counts.get("failed-run"), counts.get("bad-feedback")]).toEqual([1, 1]);
    // The suite's cases are other cases now; the earlier set knows which question each of them was.
    expect(result.left_out).toEqual([
      { reason: "disputed", cases: 1 },
      { reason: "secret", cases: 1 },
    ]);
    const written = result.suites.map(({ file }) => text(file)).join("");
    expect(written).toMatch(/id: run-daily-20261120T090000Z-[0-9a-f]{8}\n {4}description: "Ben says bad: empty"/);
    expect(written).not.toContain(secret);
    const ofRun = written.slice(written.indexOf("run-daily-20261120T090000Z")).split("  - id:")[0];
    expect(ofRun).toContain("type: regex");
    expect(ofRun).not.toContain("type: equals");
    // Sealed, they are nobody's to learn from.
    await project.temp.write({ [suite]: `${text(suite)}holdout: true\n` });
    await expect(challengeBuild(deps, ask)).rejects.toMatchObject({ code: "no-challenge", message: expect.stringContaining("2 unlabelled") });
    await project.temp.write({ [suite]: text(suite).replace("holdout: true\n", "") });
    // Without that set nobody knows what they were.
    for (const { file } of result.suites) rmSync(join(deps.git.root, file));
    expect((await challengeBuild(deps, ask)).left_out).toContainEqual({ reason: "gone", cases: 2 });
    await project.temp.write({ [suite]: before });
  });
});

test("a case that leaves the set and comes back comes back to its part; with another key new ones are dealt otherwise", async () => {
  const golden = (items: readonly number[]) => `schema_version: 1
cases:
${Array.from({ length: 12 }, (_, at) => `  - { id: c${at}, inputs: { item: ${at} }, assertions: [{ type: equals, value: ok }]${items.includes(at) ? ", tags: [golden]" : ""} }`).join("\n")}
`;
  const every = Array.from({ length: 12 }, (_, at) => at);
  const other = await releaseProject({ ...promptFiles(), [suite]: golden(every) });
  const base = await other.deps();
  const own = { ...base, ...(await challengeDeps(base)) };
  const splits = async () => {
    const { suites } = await challengeBuild(own, { ...ask, key: "key" });
    const loaded = await loadPrompt(own.workTree, prompt);
    const found = new Map<unknown, string>();
    for (const { suite: name, split } of suites)
      for await (const { inputs } of (await loadSuite(own.workTree, loaded, name)).cases()) found.set(inputs["item"], split);
    return found;
  };
  const first = await splits();
  expect(new Set(first.values()).size).toBe(3);
  await other.temp.write({ [suite]: golden([0, 1, 2]) });
  const few = await splits();
  expect(few.size).toBeLessThan(12);
  for (const [item, split] of few) expect(first.get(item)).toBe(split);
  await other.temp.write({ [suite]: golden(every) });
  expect(await splits()).toEqual(first);
});
