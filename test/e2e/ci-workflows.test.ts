import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { packedInto } from "../helpers/packed.ts";
import { childEnvironment } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";

const project = resolve(import.meta.dirname, "../..");
const template = (path: string) => readFileSync(join(project, "templates/ci", path), "utf8");

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number>>;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly concurrency: unknown;
  readonly defaults: { readonly run: { readonly shell: string } };
  readonly env: { readonly PROMPTOPS: string };
  readonly jobs: Readonly<Record<"prompts" | "fork", { readonly if: string; readonly "timeout-minutes": number; readonly steps: readonly Step[] }>>;
}

interface GitlabJob {
  readonly variables?: Readonly<Record<string, string>>;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
}

const github = parse(template(".github/workflows/promptops.yml")) as Workflow;
const gitlab = parse(template(".gitlab/promptops.yml")) as Readonly<Record<".promptops" | "prompts" | "fork", GitlabJob>>;
const ofTheRepository = "github.event.pull_request.head.repo.full_name == github.repository";

const triage = "prompts/support/triage";
const rule = "      - A duplicate charge or a refund is billing, whatever else the ticket says.\n";
const better = `${rule}      - Cancelling or changing a subscription is billing.\n`;

let npm: Readonly<Record<string, string>>;
let path: string;
/** Version 1.0.0 of the starter's prompt is live, here and on the remote. */
let trunk: TempRepo;

interface Ran {
  readonly exitCode: number;
  readonly output: string;
  readonly summary: string;
}

async function shell(cwd: string, script: string, env: Readonly<Record<string, string>>): Promise<{ readonly exitCode: number; readonly output: string }> {
  const { exitCode = -1, all } = await execa("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd,
    env: childEnvironment({ ...npm, ...env, PATH: path }),
    extendEnv: false,
    reject: false,
    all: true,
  });
  return { exitCode, output: all };
}

async function mustRun(cwd: string, script: string): Promise<void> {
  const { exitCode, output } = await shell(cwd, script, {});
  if (exitCode !== 0) throw new Error(`${script} ended with ${exitCode}: ${output}`);
}

beforeAll(async () => {
  const folder = tempFolder();
  path = [join(folder, "bin"), dirname(process.execPath), process.env["PATH"] ?? ""].join(":");
  npm = { npm_config_prefix: folder, npm_config_offline: "true", PROMPTOPS: await packedInto(folder) };
  const install = github.jobs.prompts.steps.find(({ name }) => name === "Install")?.run ?? "";
  await mustRun(folder, install);

  trunk = await tempRepo();
  await trunk.addRemote();
  const commands = [
    "promptops init --starter ci --yes",
    "git add . && git commit --quiet --message start && git push --quiet origin main",
    "promptops publish support/triage",
    "promptops promote support/triage@1.0.0 staging",
    "promptops promote support/triage@1.0.0 production",
  ];
  for (const command of commands) await mustRun(trunk.root, command);
}, 240_000);

/** What the remote has when somebody proposes a change: the merge of it, as GitHub makes one. */
async function proposed(
  edits: Readonly<Record<string, (text: string) => string>>,
): Promise<{ readonly number: string; readonly head: string; readonly base: string }> {
  const number = String((pull += 1));
  const theirs = await trunk.clone();
  const base = await theirs.git("rev-parse", "HEAD");
  await theirs.git("switch", "--quiet", "--create", "change");
  for (const [file, edit] of Object.entries(edits)) {
    const before = await readFile(join(theirs.root, file), "utf8").catch(() => "");
    const after = edit(before);
    if (after === before) throw new Error(`nothing changes in ${file}`);
    await theirs.write({ [file]: after });
  }
  const head = await theirs.commit({});
  await theirs.git("switch", "--quiet", "main");
  await theirs.git("merge", "--quiet", "--no-ff", "--message", "merge", "change");
  await theirs.git("push", "--quiet", "origin", `HEAD:refs/pull/${number}/merge`, `change:refs/heads/change-${number}`);
  return { number, head, base };
}
let pull = 0;

/** Runs a job as GitHub does; `uses:` is the test's: a checkout of what the step names, with the whole history. */
async function runGithub(job: "prompts" | "fork", { number, base }: { readonly number: string; readonly base: string }): Promise<Ran> {
  const expressions: Readonly<Record<string, string>> = {
    "github.event.pull_request.number": number,
    "github.event.pull_request.base.sha": base,
    "secrets.OPENAI_API_KEY": "",
    "secrets.ANTHROPIC_API_KEY": "",
  };
  const valueOf = (text: string) =>
    text.replaceAll(/\$\{\{ *(.+?) *\}\}/g, (_, expression: string) => expressions[expression] ?? unknownExpression(expression));
  const checkout = await trunk.clone();
  const summaries = tempFolder();
  let output = "";
  let summary = "";
  for (const [at, step] of github.jobs[job].steps.entries()) {
    if (step.uses?.startsWith("actions/checkout@") === true) {
      expect(step.with?.["fetch-depth"]).toBe(0);
      const { ref } = step.with ?? {};
      if (ref === undefined) await checkout.git("fetch", "--quiet", "origin", `refs/pull/${number}/merge`);
      await checkout.git("checkout", "--quiet", "--detach", ref === undefined ? "FETCH_HEAD" : valueOf(String(ref)));
    }
    if (step.run === undefined || step.name === "Install") continue;
    const file = join(summaries, String(at));
    await writeFile(file, "");
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, valueOf(value)]));
    const ran = await shell(checkout.root, step.run, { CI: "true", GITHUB_ACTIONS: "true", GITHUB_BASE_REF: "main", GITHUB_STEP_SUMMARY: file, ...env });
    output += ran.output;
    summary += await readFile(file, "utf8");
    if (ran.exitCode !== 0) return { exitCode: ran.exitCode, output, summary };
  }
  return { exitCode: 0, output, summary };
}

function unknownExpression(expression: string): never {
  throw new Error(`the test knows no value of ${expression}`);
}

/** Runs a job as GitLab does, on the branch itself. */
async function runGitlab(
  job: "prompts" | "fork",
  { number, head, base }: { readonly number: string; readonly head: string; readonly base: string },
): Promise<Ran> {
  const checkout = await trunk.clone();
  await checkout.git("checkout", "--quiet", "--detach", `origin/change-${number}`);
  const env = { CI: "true", GITLAB_CI: "true", CI_MERGE_REQUEST_DIFF_BASE_SHA: base, CI_COMMIT_SHA: head };
  let output = "";
  let exitCode = 0;
  const lines = [...(gitlab[".promptops"].before_script ?? []).filter((line) => !line.startsWith("npm install")), ...(gitlab[job].script ?? [])];
  for (const line of lines) {
    const ran = await shell(checkout.root, line, env);
    output += ran.output;
    exitCode = ran.exitCode;
    if (exitCode !== 0) break;
  }
  const summary = await readFile(join(checkout.root, "promptops-results.xml"), "utf8").catch(() => "");
  return { exitCode, output, summary };
}

const loosened = {
  [`${triage}/evals/core.yml`]: () => "schema_version: 1\nassertions: [{ type: regex, value: . }]\ncases: [{ id: easy, inputs: { ticket: Hello } }]\n",
  [`${triage}/manifest.yml`]: (text: string) => `${text}gates: { production: { mode: smoke, min_pass_rate: 0.01 } }\n`,
  ".promptops.yml": (text: string) => text.replace("mode: no-regress", "mode: smoke"),
  "scripted/rules.yml": () => "schema_version: 1\nrules: [{ answer: billing }]\n",
};

describe("a change that gains", () => {
  let change: Awaited<ReturnType<typeof proposed>>;
  beforeAll(async () => {
    change = await proposed({ [`${triage}/prompt.yml`]: (text) => text.replace(rule, better) });
  }, 60_000);

  test("passes on GitHub, with a summary and with annotations where cases failed", { timeout: 120_000 }, async () => {
    const { exitCode, output, summary } = await runGithub("prompts", change);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    expect(output).toMatch(/^::warning .*file=prompts\/support\/triage\/evals\//m);
    expect(summary).toMatch(/^## ✅ support\/triage: pass$/m);
    expect(summary).toContain("58 → 64 of 67 cases");
    expect(summary).toContain("64");
  });

  test("passes as a fork's on GitHub", { timeout: 120_000 }, async () => {
    const { exitCode, summary } = await runGithub("fork", change);
    expect({ exitCode, summary }).toMatchObject({ exitCode: 0, summary: expect.stringContaining("58 → 64 of 67 cases") as string });
  });

  test("passes on GitLab, with results for the merge request", { timeout: 120_000 }, async () => {
    const { exitCode, output, summary } = await runGitlab("prompts", change);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0, output: expect.stringContaining("58 → 64 of 67 cases") as string });
    expect(summary).toContain("<testsuites");
  });
});

test("a change that loses fails, and it is said which cases", { timeout: 120_000 }, async () => {
  const { exitCode, output, summary } = await runGithub("prompts", await proposed({ [`${triage}/prompt.yml`]: (text) => text.replace(rule, "") }));
  expect(exitCode).toBe(1);
  expect(output).toContain("58 → 47 of 67 cases");
  expect(output).toMatch(/^::error file=prompts\/support\/triage\/prompt\.yml,line=1,title=support\/triage may not go live.*core\/reimburse-crash/m);
  expect(summary).toMatch(/^## ❌ support\/triage: fail$/m);
});

test.each([
  ["GitHub", runGithub],
  ["GitLab", runGitlab],
] as const)("a fork that loses and loosens its suites, thresholds and models fails on %s all the same", { timeout: 180_000 }, async (_, run) => {
  const change = await proposed({ [`${triage}/prompt.yml`]: (text) => text.replace(rule, ""), ...loosened });
  const { exitCode, output } = await run("fork", change);
  expect(exitCode).toBe(1);
  expect(output).toContain("58 → 47 of 67 cases");
});

test("a broken document fails before anything is evaluated, beside its line", { timeout: 120_000 }, async () => {
  const change = await proposed({ [`${triage}/prompt.yml`]: (text) => text.replace("messages:", "mesages:") });
  const onGithub = await runGithub("prompts", change);
  expect(onGithub.exitCode).toBe(2);
  expect(onGithub.output).toMatch(/^::error file=prompts\/support\/triage\/prompt\.yml,line=\d+/m);
  const onGitlab = await runGitlab("prompts", change);
  expect(onGitlab.exitCode).toBe(2);
  expect(onGitlab.output).toMatch(/^prompts\/support\/triage\/prompt\.yml:\d+:\d+: /m);
});

test("a change of other files is judged by nobody", { timeout: 120_000 }, async () => {
  const { exitCode, summary } = await runGithub("prompts", await proposed({ "README.md": () => "Hello\n" }));
  expect({ exitCode, summary }).toMatchObject({ exitCode: 0, summary: expect.stringContaining("Nothing to judge") as string });
});

describe("the workflows", () => {
  const steps = [...github.jobs.prompts.steps, ...github.jobs.fork.steps];

  test("install what somebody named, never a name that anybody could take", async () => {
    expect(github.env.PROMPTOPS).toBe("${{ vars.PROMPTOPS }}");
    expect(gitlab[".promptops"].variables).not.toHaveProperty("PROMPTOPS");
    const scheduled = (path: string) => readFileSync(join(project, "templates/scheduled", path), "utf8");
    const ofGithub = parse(scheduled(".github/workflows/promptops-run-due.yml")) as {
      readonly env: unknown;
      readonly jobs: { readonly "run-due": { readonly steps: readonly Step[] } };
    };
    const ofGitlab = parse(scheduled(".gitlab/promptops-run-due.yml")) as { readonly "run-due": GitlabJob };
    expect(ofGithub.env).toEqual({ PROMPTOPS: "${{ vars.PROMPTOPS }}" });
    expect(ofGitlab["run-due"].variables).not.toHaveProperty("PROMPTOPS");
    const installs = [...steps, ...ofGithub.jobs["run-due"].steps].filter(({ name }) => name === "Install").map(({ run = "" }) => run);
    const scripts = [gitlab[".promptops"], ofGitlab["run-due"]].map(({ before_script: lines = [] }) => lines.slice(0, 2).join("\n"));
    expect(installs).toHaveLength(3);
    for (const script of [...installs, ...scripts]) {
      expect(script).toContain("npm install");
      const { exitCode, output } = await shell(tempFolder(), script, { PROMPTOPS: "" });
      expect({ exitCode, output }).toEqual({ exitCode: 1, output: expect.stringMatching(/PROMPTOPS is not set/) as string });
    }
  });

  test("may read and nothing else, end in time, and give way to newer runs", () => {
    expect(github.permissions).toEqual({ contents: "read" });
    expect(github.concurrency).toMatchObject({ "cancel-in-progress": true });
    for (const job of Object.values(github.jobs)) expect(job["timeout-minutes"]).toBeLessThanOrEqual(30);
    // With pipefail: a no is not lost in what somebody pipes it into.
    expect(github.defaults.run.shell).toBe("bash");
    for (const { uses = "actions/x@0123456789012345678901234567890123456789" } of steps) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  });

  test("give keys to branches of the repository alone, and never check a fork out where they would", () => {
    expect(Object.keys(github.on)).toEqual(["pull_request", "pull_request_target"]);
    expect(github.jobs.prompts.if).toBe("github.event_name == 'pull_request'");
    expect(github.jobs.fork.if).toBe(`github.event_name == 'pull_request_target' && ${ofTheRepository.replace("==", "!=")}`);
    for (const step of github.jobs.prompts.steps) if (JSON.stringify(step).includes("secrets.")) expect(step.if).toBe(ofTheRepository);
    expect(JSON.stringify(github.jobs.fork)).not.toContain("secrets.");
    const checkout = github.jobs.fork.steps.find(({ uses = "" }) => uses.startsWith("actions/checkout@"));
    expect(checkout?.with?.["ref"]).toBe("${{ github.event.pull_request.base.sha }}");
  });

  test("put nothing that a stranger may choose into a script", () => {
    for (const { run = "" } of steps) expect(run).not.toContain("${{");
  });
});
