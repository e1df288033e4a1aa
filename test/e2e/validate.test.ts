import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { tempRepo } from "../helpers/temp-repo.ts";
import { projectWith, validProject } from "../helpers/valid-project.ts";

const prompt = "prompts/billing/summarize/prompt.yml";
const broken = projectWith({ [prompt]: validProject[prompt]?.replace("role: user", "role: usr"), "schedules/daily.yml": "" });

async function repoWith(files: Readonly<Record<string, string>>) {
  const repo = await tempRepo();
  await repo.write(files);
  return repo;
}

test("a right repository is done, exit 0", async () => {
  const { root } = await repoWith(validProject);
  expect(await runCli(["validate"], { cwd: root })).toEqual({ stdout: "7 files, no problems\n", stderr: "", exitCode: 0 });
});

test("problems go to stdout with their counts, exit 2, and one run shows them all", async () => {
  const { root } = await repoWith(broken);
  expect(await runCli(["validate"], { cwd: root })).toEqual({
    stdout: `${prompt}:9:11: unknown-value: \`messages[1].role\` cannot be \`usr\`.
    hint: Did you mean \`user\`?
schedules/daily.yml:1:1: empty-file: The file is empty.
    hint: Its first line is \`schema_version: 1\`; \`promptops new\` writes a whole document, and \`promptops schema\` shows its keys.
7 files, 2 problems
`,
    stderr: "",
    exitCode: 2,
  });
});

test("what a stranger's dataset holds reaches no terminal as more than text", async () => {
  const id = "\u001b[31mred\u0007";
  const { root } = await repoWith(
    projectWith({
      "prompts/billing/summarize/evals/strange.yml": "schema_version: 1\ndatasets: [{ path: rows.jsonl }]\nassertions: [{ type: contains, value: a }]\n",
      "prompts/billing/summarize/evals/rows.jsonl": `${JSON.stringify({ id })}\n${JSON.stringify({ id })}\n`,
    }),
  );
  for (const args of [["validate"], ["validate", "--json"], ["validate", "--format", "github"], ["eval"]]) {
    const { stdout, stderr, exitCode } = await runCli(args, { cwd: root });
    expect(exitCode).toBe(2);
    expect(stdout + stderr).toContain("\\u001b[31mred\\u0007");
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  }
});

test("paths count from where the user stands", async () => {
  const { root } = await repoWith(broken);
  const cwd = join(root, "prompts/billing");
  expect((await runCli(["validate", "summarize", "../../schedules/daily.yml"], { cwd })).stdout).toContain("2 problems");
  expect((await runCli(["validate", "../../schedules"], { cwd })).stdout).toContain("1 problem\n");
  mkdirSync(join(root, "empty"));
  expect(await runCli(["validate", "../../empty"], { cwd })).toMatchObject({
    stdout: "",
    exitCode: 2,
    stderr: expect.stringContaining("error[nothing-to-validate]: No document of this repository is at empty.") as string,
  });
  expect(await runCli(["validate", "/etc"], { cwd })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("outside-repository") as string });
});

test("json is the same under both names, also for errors", async () => {
  const { root } = await repoWith(broken);
  const { json, exitCode } = await runJson(["validate"], { cwd: root });
  expect({ exitCode, json }).toMatchObject({
    exitCode: 2,
    json: { ok: false, exit_code: 2, data: { files: 7, problems: [{ rule: "unknown-value" }, { rule: "empty-file" }] } },
  });
  for (const format of [["--format", "json"], ["--format=json"]])
    expect(JSON.parse((await runCli(["validate", ...format], { cwd: root })).stdout)).toEqual(json);
  expect(JSON.parse((await runCli(["validate", "nowhere", "--format", "json"], { cwd: root })).stdout)).toMatchObject({
    ok: false,
    error: { code: "nothing-to-validate" },
  });
});

test("sarif and github are written for machines, exit 2 all the same", async () => {
  const { root } = await repoWith(broken);
  const sarif = await runCli(["validate", "--format", "sarif"], { cwd: root });
  expect(sarif.exitCode).toBe(2);
  expect(JSON.parse(sarif.stdout)).toMatchObject({ version: "2.1.0", runs: [{ results: [{ ruleId: "unknown-value" }, { ruleId: "empty-file" }] }] });
  const github = await runCli(["validate", "--format", "github"], { cwd: root });
  expect(github).toMatchObject({
    exitCode: 2,
    stdout: expect.stringMatching(/^::error file=prompts\/billing\/summarize\/prompt\.yml,line=9,col=11,title=unknown-value::/) as string,
  });
});

test("list and show answer in a repository without any commit", async () => {
  const { root } = await repoWith(validProject);
  expect((await runCli(["list"], { cwd: root })).stdout).toMatch(/^billing\/summarize +– +demo\/small/m);
  expect(await runCli(["show", "billing/summarize"], { cwd: root })).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining("Summarize: {{ text }}") as string,
  });
  expect(await runCli(["show", "billing/sumarize"], { cwd: root })).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining("Did you mean `billing/summarize`?") as string,
  });
});

test("meanings are asked about only where that is wanted, and the figures are shown", async () => {
  const scripted = `schema_version: 1
rules:
  - { match: { model: down }, error: { kind: auth } }
  - { match: { system: contradict each other }, json: { reason: '"plainly" and "formal"', choice: contradictory } }
  - { match: { system: the scope that its owners }, json: { reason: fine, choice: within } }
  - { match: { system: scored by graders }, json: { reason: fine, choice: none } }
`;
  const { root } = await repoWith(projectWith({ "scripted/demo.yml": scripted }));
  expect(await runCli(["validate", "--semantic"], { cwd: root })).toMatchObject({
    stdout: "",
    exitCode: 2,
    stderr: expect.stringContaining("error[missing-judge-model]: Nobody says which model shall judge what prompts mean.") as string,
  });
  const asked = ["validate", "--semantic", "--judge", "demo/judge"];
  expect(await runCli(asked, { cwd: root })).toEqual({
    stdout: `${prompt}:5:1: contradiction: The prompt contradicts itself, says the judge: contradictory: "plainly" and "formal"
    hint: Take one of the two out, or say which one holds when. If the judge is wrong, teach it better in judges/validate-contradiction.yml, or accept what it finds in the manifest.
demo/judge answered 3 of 3 questions (3 calls, $0)
7 files, 1 problem
`,
    stderr: "",
    exitCode: 2,
  });
  expect((await runCli(asked, { cwd: root })).stdout).toContain("(0 calls, $0; 3 known)");
  expect(await runCli(["validate", "--semantic", "--judge", "demo/down", "--format", "github"], { cwd: root })).toMatchObject({
    stdout: expect.stringMatching(/^::error file=.*title=contradiction-unanswered::Nobody knows whether there is a contradiction/) as string,
    exitCode: 4,
  });
  expect((await runCli(["validate"], { cwd: root })).stdout).toBe("7 files, no problems\n");
  expect(await runCli(["validate", "--judge", "demo/judge"], { cwd: root })).toMatchObject({ exitCode: 2 });
});
