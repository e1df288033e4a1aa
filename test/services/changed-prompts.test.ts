import { describe, expect, it } from "vitest";
import { workTreeSource } from "../../src/adapters/fs/work-tree-source.ts";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { openProvider } from "../../src/adapters/providers/open-provider.ts";
import type { DocumentSource } from "../../src/ports/document-source.ts";
import { branchPoint } from "../../src/services/evaluation/differing-prompts.ts";
import type { EvalRequest } from "../../src/services/evaluation/eval-request.ts";
import { planInput } from "../../src/services/evaluation/plan-input.ts";
import { openProject } from "../../src/services/open-project.ts";
import { memoryEvaluationStore } from "../helpers/memory-evaluation-store.ts";
import { publish } from "../../src/services/publish.ts";
import { promptFiles, releaseProject } from "../helpers/release-project.ts";
import { providerPorts } from "../helpers/provider-ports.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";

const prompt = (id: string, text: string) => ({
  [`prompts/${id}/prompt.yml`]: `schema_version: 1\nmessages:\n  - { role: user, content: "${text}" }\nmodel: { id: demo/small }\n`,
  [`prompts/${id}/evals/main.yml`]: "schema_version: 1\nassertions: [{ type: contains, value: ok }]\ncases: [{ id: one }]\n",
});

const project: Readonly<Record<string, string>> = {
  ".promptops.yml": "schema_version: 1\nproviders:\n  demo: { kind: scripted, rules: rules.yml }\n  judge: { kind: scripted, rules: judge.yml }\n",
  "rules.yml": "schema_version: 1\nrules:\n  - { answer: ok }\n",
  "judge.yml": "schema_version: 1\nrules:\n  - { answer: '{}' }\n",
  "partials/tone.liquid": "Be kind.",
  "scorers/short.mjs": "export default () => true;\n",
  ...prompt("plain", "Hello"),
  ...prompt("toned", "{% render 'tone' %} Hello"),
  "partials/house.liquid": "{% render 'rule' %}",
  "partials/rule.liquid": "Be short.",
  ...prompt("nested", "{% render 'house' %} Hello"),
  ...prompt("shown", "Hello"),
  "prompts/shown/prompt.yml":
    "schema_version: 1\nmessages:\n  - { role: user, content: [{ text: Hello }, { file: { path: shared/terms.txt } }] }\nmodel: { id: demo/small }\n",
  "shared/terms.txt": "Pay within 30 days.",
  ...prompt("ruled", "Hello"),
  "prompts/ruled/evals/main.yml": "schema_version: 1\nassertions: [{ type: rubric, rubric: Is it fine?, judge: tone, model: judge/j }]\ncases: [{ id: one }]\n",
  "judges/tone.yml": 'schema_version: 1\nversion: 1\nmessages: [{ role: user, content: "Kind? {{ answer }}" }]\nchoices: { yes: 1, no: 0 }\n',
  ...prompt("scored", "Hello"),
  "prompts/scored/evals/main.yml": "schema_version: 1\nassertions: [{ type: javascript, file: scorers/short.mjs }]\ncases: [{ id: one }]\n",
  ...prompt("judged", "Hello"),
  "prompts/judged/evals/main.yml": "schema_version: 1\nassertions: [{ type: rubric, rubric: Is it fine?, model: judge/j }]\ncases: [{ id: one }]\n",
  ...prompt("tabled", "{{ word }}"),
  "prompts/tabled/prompt.yml":
    'schema_version: 1\nvariables: { word: { type: string } }\nmessages:\n  - { role: user, content: "{{ word }}" }\nmodel: { id: demo/small }\n',
  "prompts/tabled/evals/main.yml": "schema_version: 1\nassertions: [{ type: contains, value: ok }]\ndatasets: [{ path: ../../../shared/words.jsonl }]\n",
  "shared/words.jsonl": '{"id":"a","word":"a"}\n',
  "prompts/plain/manifest.yml": "schema_version: 1\nscope: Greets.\ntask_class: summarization\nowners: [ada@example.com]\n",
};

const everything = ["judged", "nested", "plain", "ruled", "scored", "shown", "tabled", "toned"];

async function repository(): Promise<TempRepo> {
  const repo = await tempRepo();
  await repo.commit(project);
  return repo;
}

async function plan(repo: TempRepo, request: Partial<EvalRequest> = {}) {
  const git = await openGitRepo(repo.root);
  const workTree = workTreeSource(git.root);
  const openProviders = async (source: DocumentSource) => {
    const { config } = await openProject(source);
    return (name: string) => openProvider(name, config, providerPorts({ source }));
  };
  const asked: EvalRequest = { prompts: [], suites: [], cases: [], tags: [], allowCode: true, changed: branchPoint, ...request };
  return planInput({ git, workTree, evaluations: memoryEvaluationStore(), openProviders }, asked);
}

async function changed(repo: TempRepo, request: Partial<EvalRequest> = {}): Promise<readonly string[]> {
  return (await plan(repo, request)).targets.map(({ promptId }) => promptId);
}

describe("of prompts, those have changed", () => {
  it.each<[string, Record<string, string>, readonly string[]]>([
    ["whose text was edited", prompt("plain", "Good day"), ["plain"]],
    ["that are new", prompt("new", "Hello"), ["new"]],
    ["whose partial was edited", { "partials/tone.liquid": "Be brief." }, ["toned"]],
    ["whose partial includes another that was edited", { "partials/rule.liquid": "Be long." }, ["nested"]],
    ["whose attached file was edited", { "shared/terms.txt": "Pay at once." }, ["shown"]],
    ["whose judge asks otherwise", { "judges/tone.yml": project["judges/tone.yml"]?.replace("Kind?", "Very kind?") ?? "" }, ["ruled"]],
    ["whose scorer was edited", { "scorers/short.mjs": "export default () => false;\n" }, ["scored"]],
    ["whose dataset was edited, wherever it lies", { "shared/words.jsonl": '{"id":"a","word":"b"}\n' }, ["tabled"]],
    ["whose judge has other rules", { "judge.yml": "schema_version: 1\nrules:\n  - { answer: no }\n" }, ["judged", "ruled"]],
    ["whose model has other rules", { "rules.yml": "schema_version: 1\nrules:\n  - { answer: no }\n" }, everything],
    ["that got another suite", { "prompts/plain/evals/more.yml": project["prompts/plain/evals/main.yml"] ?? "" }, ["plain"]],
    ["that cannot be read any more, so that it is said why", { "prompts/plain/prompt.yml": "schema_version: 1\n" }, ["plain"]],
    [
      "and not those of which only the manifest was edited",
      { "prompts/plain/manifest.yml": "schema_version: 1\nscope: Greets well.\ntask_class: summarization\nowners: [ada@example.com]\n" },
      [],
    ],
    ["and not those of which only a comment was edited", { "prompts/plain/prompt.yml": `# hello\n${project["prompts/plain/prompt.yml"]}` }, []],
    ["and none where nothing was", {}, []],
  ])("%s", async (_, edit, ids) => {
    const repo = await repository();
    await repo.write(edit);
    expect(await changed(repo)).toEqual(ids);
    await repo.commit({});
    expect(await changed(repo, { changed: "HEAD~1" })).toEqual(ids);
  });

  it("among those that were named", async () => {
    const repo = await repository();
    await repo.write({ "rules.yml": "schema_version: 1\nrules:\n  - { answer: no }\n" });
    expect(await changed(repo, { prompts: ["plain", "toned"] })).toEqual(["plain", "toned"]);
  });

  it("all of them, when there was no project then", async () => {
    const repo = await tempRepo();
    await repo.commit({ "README.md": "hello" });
    await repo.commit(project);
    expect(await changed(repo, { changed: "HEAD~1" })).toEqual(everything);
  });
});

describe("of another commit's prompts", () => {
  it("those have changed whose text or partials did; suites, models and versions stay what is checked out", async () => {
    const repo = await repository();
    await repo.git("checkout", "--quiet", "-b", "theirs");
    const edits = { ...prompt("plain", "Good day"), "partials/tone.liquid": "Be brief.", ...prompt("new", "Hello") };
    const tampered = { "rules.yml": "schema_version: 1\nrules:\n  - { answer: no }\n", "scorers/short.mjs": "export default () => false;\n" };
    const commit = await repo.commit({ ...edits, ...tampered });
    await repo.git("checkout", "--quiet", "main");
    const { targets } = await plan(repo, { changed: "HEAD", promptsFrom: commit });
    expect(targets.map(({ promptId }) => promptId)).toEqual(["new", "plain", "toned"]);
    for (const { promptSource, suiteSource } of targets)
      expect([promptSource.description, suiteSource.description]).toEqual([`commit ${commit.slice(0, 7)}`, "the work tree"]);
    await expect(plan(repo, { promptsFrom: "nowhere" })).rejects.toMatchObject({ code: "unknown-revision", where: "--prompts-from" });
  });
});

describe("without a revision", () => {
  it("what a branch changed is compared with where it left the remote's default branch, not with what others did there since", async () => {
    const repo = await repository();
    await repo.addRemote();
    await repo.git("push", "--quiet", "-u", "origin", "main");
    await repo.git("remote", "set-head", "origin", "main");
    await repo.git("checkout", "--quiet", "-b", "feature");
    await repo.commit(prompt("plain", "Good day"));
    await repo.git("checkout", "--quiet", "main");
    await repo.commit(prompt("toned", "Moved on"));
    await repo.git("push", "--quiet", "origin", "main");
    await repo.git("checkout", "--quiet", "feature");
    const { differing } = await plan(repo);
    expect(differing).toMatchObject({ name: "the merge base with origin/HEAD", commit: await repo.git("rev-parse", "feature~1"), prompts: ["plain"] });
    expect(await changed(repo, { changed: "origin/main" })).toEqual(["plain", "toned"]);
  });

  it("nothing is skipped silently where no default branch was fetched: it says what to fetch", async () => {
    const origin = await repository();
    await origin.addRemote();
    await origin.git("push", "--quiet", "origin", "main:refs/heads/trunk");
    await origin.git("checkout", "--quiet", "--detach");
    await origin.git("branch", "--quiet", "-D", "main");
    await origin.git("update-ref", "-d", "refs/remotes/origin/trunk");
    await expect(plan(origin)).rejects.toMatchObject({
      code: "unknown-revision",
      where: "--changed",
      hint: expect.stringContaining("git fetch origin") as string,
    });
  });

  it("a clone too shallow to know where the branch began says so", async () => {
    const origin = await repository();
    await origin.addRemote();
    await origin.commit(prompt("plain", "One"));
    await origin.git("push", "--quiet", "origin", "main");
    await origin.git("checkout", "--quiet", "-b", "feature", "HEAD~1");
    await origin.commit(prompt("plain", "Two"));
    await origin.git("push", "--quiet", "origin", "feature");
    const url = `file://${await origin.git("config", "--get", "remote.origin.url")}`;
    const clone = await tempRepo();
    await clone.git("remote", "add", "origin", url);
    await clone.git("fetch", "--quiet", "--depth=1", "origin", "main", "feature");
    await clone.git("checkout", "--quiet", "feature");
    await expect(plan(clone)).rejects.toMatchObject({ code: "history-missing", exit: "environment" });
  });

  it("and without a branch to come from, a repository of one's own is compared with its last commit", async () => {
    const repo = await repository();
    await repo.git("branch", "--quiet", "-m", "trunk");
    await repo.write(prompt("plain", "Good day"));
    expect((await plan(repo)).differing).toMatchObject({ name: "HEAD", prompts: ["plain"] });
  });

  it("a repository without a commit has nothing to compare with", async () => {
    const repo = await tempRepo();
    await repo.write(project);
    await expect(plan(repo)).rejects.toMatchObject({ code: "no-commit", exit: "usage" });
  });
});

it.each(["nope", "--output=x", "HEAD~99", "", "\u0000"])("a revision that git does not know (%j) is refused", async (revision) => {
  await expect(plan(await repository(), { changed: revision })).rejects.toMatchObject({ code: "unknown-revision", exit: "usage", where: "--changed" });
});

it("a version never changes: asking whether it did is refused, and so is taking it from elsewhere", async () => {
  const deps = await (await releaseProject(promptFiles({ cases: 3 }))).deps();
  await publish(deps, { prompt: "billing/summarize" });
  const request = { prompts: ["billing/summarize@1.0.0"], suites: [], cases: [], tags: [], allowCode: true };
  expect((await planInput(deps, request)).targets).toMatchObject([{ label: "billing/summarize@1.0.0" }]);
  await expect(planInput(deps, { ...request, changed: "HEAD" })).rejects.toMatchObject({
    code: "invalid-flag",
    message: "billing/summarize@1.0.0 is a version, and a version never changes.",
  });
  await expect(planInput(deps, { ...request, promptsFrom: "HEAD" })).rejects.toMatchObject({ code: "invalid-flag", where: "--prompts-from" });
});

it("a branch that a shallow clone lacks comes with the command that is told", async () => {
  const whole = await repository();
  await whole.addRemote();
  await whole.git("push", "--quiet", "origin", "main");
  await whole.commit({ "partials/tone.liquid": "Be short." });
  await whole.git("push", "--quiet", "origin", "main:change");
  const clone = await whole.clone("--depth=1", "--branch=change", "--no-local");
  const told: unknown = await plan(clone, { changed: "origin/main" }).catch((error: unknown) => error);
  expect(told).toMatchObject({
    code: "unknown-revision",
    message: '"origin/main" names no commit that this shallow clone has.',
    hint: expect.stringContaining("`fetch-depth: 0`"),
  });
  const [, command = ""] = /`git (fetch [^`]+)`/.exec((told as { hint: string }).hint) ?? [];
  await clone.git(...command.replaceAll("'", "").split(" "));
  expect((await plan(clone, { changed: "origin/main" })).differing).toMatchObject({ prompts: ["toned"] });
});
