import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Cron } from "croner";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import type { MetricsResult } from "../../src/core/results/metrics.ts";
import { bin, childEnvironment, runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";

const template = (path: string) => readFileSync(resolve(import.meta.dirname, "../../templates/scheduled", path), "utf8");

interface Trigger {
  readonly shell: readonly string[];
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly on: { readonly schedule: readonly { readonly cron: string }[]; readonly workflow_dispatch: unknown };
  readonly permissions: unknown;
  readonly concurrency: unknown;
  readonly jobs: { readonly "run-due": { readonly steps: readonly { readonly name?: string; readonly run?: string }[] } };
}

interface GitlabJob {
  readonly "run-due": { readonly resource_group: string; readonly rules: readonly { readonly if: string }[]; readonly script: readonly string[] };
}

interface CronJob {
  readonly kind: string;
  readonly spec: {
    readonly schedule: string;
    readonly concurrencyPolicy: string;
    readonly jobTemplate: {
      readonly spec: {
        readonly backoffLimit: number;
        readonly template: { readonly spec: { readonly containers: readonly { readonly command: readonly string[]; readonly args: readonly string[] }[] } };
      };
    };
  };
}

const workflow = parse(template(".github/workflows/promptops-run-due.yml")) as Workflow;
const gitlab = parse(template(".gitlab/promptops-run-due.yml")) as GitlabJob;
const [, cronJob] = parseAllDocuments(template("triggers/kubernetes/cronjob.yaml")).map((each) => each.toJS() as CronJob);
const crontab = template("triggers/crontab")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
const unit = (name: string) =>
  new Map(
    template(`triggers/systemd/${name}`)
      .split("\n")
      .flatMap((line) => {
        const [, key, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
        return key === undefined || value === undefined ? [] : [[key, value] as const];
      }),
  );

/** A folder with a `promptops` that does what it is told, first on the PATH. */
function pathWith(program: string): string {
  const folder = tempFolder();
  writeFileSync(join(folder, "promptops"), `#!/bin/sh\n${program}\n`);
  chmodSync(join(folder, "promptops"), 0o755);
  return `${folder}:${process.env["PATH"]}`;
}

const real = pathWith(`exec "${process.execPath}" "${bin}" "$@"`);
let repo: TempRepo;
let bare: string;

beforeAll(async () => {
  repo = await tempRepo();
  bare = await repo.addRemote();
  const { exitCode, stderr } = await runCli(["init", "--starter", "scheduled", "--yes"], { cwd: repo.root });
  if (exitCode !== 0) throw new Error(stderr);
  await repo.commit({});
  await repo.git("push", "--quiet", "origin", "main");
});

describe("the digest starter", () => {
  test("is valid, passes, and its job really runs: published, due, run once, delivered, in the figures", async () => {
    const run = async (...args: string[]) => {
      const { exitCode, stdout, stderr } = await runCli(args, { cwd: repo.root });
      expect({ args, exitCode, stderr }).toEqual({ args, exitCode: 0, stderr: expect.any(String) });
      return stdout;
    };
    await run("validate");
    await run("eval");
    await run("publish", "team/digest");
    await run("promote", "team/digest@1.0.0", "production");
    await run("run-due", "--at", "2026-11-25T05:00Z");
    expect(await run("run-due", "--at", "2026-11-25T06:00:30Z")).toContain("succeeded");
    expect(await run("run-due", "--at", "2026-11-25T06:01:00Z")).toContain("Nothing is due");
    expect(readFileSync(join(repo.root, "digests/2026-11-25.md"), "utf8")).toMatch(/^# Morning digest\n\n- Outage: .*\n- Slow: .*\n- Asked for: .*\n$/);
    const { json } = await runJson(["metrics", "--within", "5"], { cwd: repo.root });
    expect(json.data as MetricsResult).toMatchObject({ total: { due: 1, started: 1, succeeded: 1 }, destinations: [{ kind: "file", delivered: 1 }] });
    expect((json.data as MetricsResult).activation).toMatchObject([{ job: "morning" }]);
    expect(await run("metrics", "--prometheus")).toContain('promptops_runs{job="morning",status="succeeded"} 1\n');
  });
});

describe("triggers", () => {
  const lines: Readonly<Record<string, () => Trigger>> = {
    crontab: () => {
      const [line = ""] = crontab.filter((each) => each.startsWith("*/5 "));
      return { shell: ["/bin/sh", "-c"], script: line.split(" ").slice(5).join(" "), env: { REPOSITORY: repo.root, KEYS: "/nowhere" } };
    },
    systemd: () => ({
      shell: ["/bin/sh", "-c"],
      script: `${unit("promptops.service").get("ExecStart")} || [ $? -eq ${unit("promptops.service").get("SuccessExitStatus")} ]`,
    }),
    "GitHub Actions": () => ({
      shell: ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"],
      script: workflow.jobs["run-due"].steps.find(({ name }) => name === "Run what is due")?.run ?? "",
    }),
    GitLab: () => ({ shell: ["bash", "-ec"], script: gitlab["run-due"].script.join("\n") }),
    Kubernetes: () => {
      const [container] = cronJob?.spec.jobTemplate.spec.template.spec.containers ?? [];
      return { shell: container?.command ?? [], script: container?.args.join("\n") ?? "", env: { REPOSITORY: `file://${bare}` } };
    },
  };

  async function pulled({ shell: [program = "", ...args], script, env = {} }: Trigger, path: string, cwd: string) {
    const { exitCode = -1, all } = await execa(program, [...args, script], {
      cwd,
      env: { ...childEnvironment({}), ...env, PATH: path },
      extendEnv: false,
      reject: false,
      all: true,
    });
    return { exitCode, all };
  }

  /** An empty volume, as a first pod finds it; the others start in the clone. */
  const folderFor = (name: string) => (name === "Kubernetes" ? tempFolder() : repo.root);

  test.each(Object.keys(lines))("%s: its command runs what is due", async (name) => {
    const { exitCode, all } = await pulled(lines[name]?.() ?? expect.fail(), real, folderFor(name));
    // Cron would mail it.
    const said =
      name === "crontab"
        ? expect.not.stringMatching(/Nothing is due|noticed|morning~/)
        : expect.stringMatching(/Nothing is due|noticed morning|skipped morning|morning~/);
    expect({ exitCode, all }).toEqual({ exitCode: 0, all: said });
  });

  test.each(Object.keys(lines))("%s: what waits is no failure, what failed is one", async (name) => {
    const git = name === "Kubernetes" ? folderFor(name) : repo.root;
    expect((await pulled(lines[name]?.() ?? expect.fail(), pathWith("exit 8"), git)).exitCode).toBe(0);
    expect((await pulled(lines[name]?.() ?? expect.fail(), pathWith("exit 1"), git)).exitCode).toBe(1);
    expect((await pulled(lines[name]?.() ?? expect.fail(), pathWith("exit 3"), git)).exitCode).not.toBe(0);
  });

  test("a file of keys is read, and its values reach promptops", async () => {
    const keys = join(tempFolder(), "keys");
    writeFileSync(keys, "OPENAI_API_KEY=sk-from-file\n");
    const trigger = lines["crontab"]?.() ?? expect.fail();
    const { all } = await pulled({ ...trigger, env: { ...trigger.env, KEYS: keys } }, pathWith('echo "$OPENAI_API_KEY"'), repo.root);
    expect(all).toBe("sk-from-file");
  });

  test("start when they say, one at a time", () => {
    const timed = crontab.filter((line) => /^[*\d]/.test(line));
    expect(timed).toHaveLength(2);
    for (const line of timed) expect(new Cron(line.split(" ").slice(0, 5).join(" ")).nextRun()).toBeInstanceOf(Date);
    const [, weekly = ""] = timed;
    expect(weekly).toContain("promptops ledger compact && promptops ledger prune");
    expect(unit("promptops.timer")).toEqual(
      new Map([
        ["OnCalendar", "*:0/5"],
        ["Persistent", "true"],
        ["AccuracySec", "1s"],
        ["WantedBy", "timers.target"],
        ["Description", expect.any(String)],
      ]),
    );
    expect(unit("promptops.service").get("Type")).toBe("oneshot");
    const minutes = workflow.on.schedule.flatMap(({ cron }) => cron.split(" ")[0]?.split(",").map(Number) ?? []);
    expect(minutes.every((minute) => minute % 5 !== 0)).toBe(true);
    expect(workflow).toMatchObject({ permissions: { contents: "write" }, concurrency: { "cancel-in-progress": false } });
    expect(Object.keys(workflow.on)).toEqual(["schedule", "workflow_dispatch"]);
    expect(template(".github/workflows/promptops-run-due.yml")).toContain("60 days");
    expect(gitlab["run-due"]).toMatchObject({ resource_group: "promptops-run-due", rules: [{ if: '$CI_PIPELINE_SOURCE == "schedule"' }] });
    expect(cronJob).toMatchObject({ kind: "CronJob", spec: { concurrencyPolicy: "Forbid", jobTemplate: { spec: { backoffLimit: 0 } } } });
    expect(new Cron(cronJob?.spec.schedule ?? "").nextRun()).toBeInstanceOf(Date);
  });

  test("are added to a project that is there, and nothing else is", async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, "triggers"));
    await runCli(["init", "--starter", "minimal", "--yes"], { cwd: folder });
    const { json } = await runJson(["init", "--starter", "scheduled", "--yes"], { cwd: folder });
    expect(json.data).toMatchObject({ next: ["promptops validate", "promptops run-due --dry-run"] });
    expect(readdirSync(join(folder, "triggers")).sort()).toEqual(["crontab", "kubernetes", "systemd"]);
    expect(readdirSync(folder)).not.toContain("schedules");
  });
});
