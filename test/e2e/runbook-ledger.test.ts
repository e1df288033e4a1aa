import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { jobText, releasedProject } from "../helpers/job-project.ts";
import { aClaim, aRun, runId } from "../helpers/ledger-records.ts";
import { ledgerPlace } from "../helpers/ledger-place.ts";
import { runCli, type CliRun } from "../helpers/run-cli.ts";
import type { TempRepo } from "../helpers/temp-repo.ts";
import { unpackObjects } from "../helpers/unpack-objects.ts";

const runbook = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");
const day = "2026-11-20";

/** The commands of a section, in their order. */
function commandsOf(heading: string): string[] {
  const [, section = ""] = runbook.split(`## ${heading}\n`);
  return [...(section.split("\n## ")[0] ?? "").matchAll(/^ {7}((?:promptops|git) .*)$/gm)].map(([, line = ""]) => line);
}

interface Book {
  readonly temp: TempRepo;
  /** Does the next step of the section. @throws when the runbook says something else. */
  step(line: string, words?: Readonly<Record<string, string>>, more?: readonly string[]): Promise<CliRun>;
  promptops(...args: string[]): Promise<CliRun>;
  /** Were all steps done? */
  end(): void;
}

async function opened(heading: string, { remote = false } = {}): Promise<Book> {
  const { temp } = await releasedProject();
  await temp.commit({ "schedules/daily.yml": jobText("timeout: 10m\n") });
  if (remote) {
    await temp.addRemote();
    await temp.git("push", "--quiet", "origin", "main");
  }
  const left = commandsOf(heading);
  const promptops = (...args: string[]) => runCli(args, { cwd: temp.root });
  return {
    temp,
    promptops,
    async step(line, words = {}, more = []) {
      expect(left.shift()).toBe(line);
      const args = line
        .split(" ")
        .slice(1)
        .map((word) => Object.entries({ ...words, WHY: "as-the-runbook-says", JOB: "daily" }).reduce((all, [name, value]) => all.replace(name, value), word));
      if (line.startsWith("promptops ")) return promptops(...args, ...more);
      // It says what it found, and ends as if it had failed.
      if (args[0] === "fsck") return { exitCode: 0, stdout: "", stderr: await temp.git(...args).catch(String) };
      return { exitCode: 0, stdout: await temp.git(...args), stderr: "" };
    },
    end: () => expect(left).toEqual([]),
  };
}

const done = { exitCode: 0 };

/** Where an object lies, once all of them lie each in a file of its own. */
function objectFile(temp: TempRepo, oid: string): string {
  unpackObjects(temp.root);
  return join(temp.root, ".git/objects", oid.slice(0, 2), oid.slice(2));
}

describe("the runbook", () => {
  test("A job does not run", { timeout: 120_000 }, async () => {
    const { step, end, temp, promptops } = await opened("A job does not run");
    await promptops("run-due", "--at", `${day}T08:30Z`);
    const run = runId("daily", `${day}T09:00:00Z`);
    const place = await ledgerPlace(temp.root);
    const commit = await temp.git("rev-parse", "HEAD");
    await place.write(
      aClaim(run, {
        runner: { host: "another-host", nonce: "f".repeat(16) },
        lease_until: `${day}T09:12:00.000Z`,
        version: { prompt: "billing/summarize", version: "1.0.0", digest: "0".repeat(64), commit },
      }),
    );
    expect(await step("promptops jobs explain JOB", {}, ["--at", `${day}T09:05Z`])).toMatchObject(done);
    expect(await step("promptops ledger status")).toMatchObject({
      ...done,
      stdout: expect.stringMatching(/1 running[\s\S]*lease is over: the next `promptops run-due` takes it over/),
    });
    expect((await promptops("run-due", "--at", `${day}T09:11Z`)).stdout).not.toContain("succeeded");
    expect(await step("promptops run-due", {}, ["--at", `${day}T09:13Z`])).toMatchObject({
      ...done,
      stdout: expect.stringMatching(new RegExp(`${run} +succeeded`)),
    });
    await place.write(aRun(run, { prompt: "billing/summarize", epoch: 1 }, 1));
    expect(await step("promptops runs show RUN", { RUN: run })).toMatchObject(done);
    await promptops("jobs", "pause", "daily", "--reason", "numbers are being corrected");
    expect(await step("promptops jobs resume JOB --reason WHY")).toMatchObject(done);
    expect((await promptops("jobs", "explain", "daily", "--at", `${day}T09:14Z`)).stdout).not.toContain("numbers are being corrected");
    end();
  });

  test("The ledger is damaged", { timeout: 120_000 }, async () => {
    const { step, end, temp, promptops } = await opened("The ledger is damaged", { remote: true });
    await promptops("run-due", "--at", `${day}T08:30Z`);
    await promptops("run-due", "--at", `${day}T09:00:30Z`);
    const run = aRun(runId("daily", `${day}T09:00:00Z`));
    await (await ledgerPlace(temp.root, "origin")).tamper({ [run.path]: run.text });
    expect(await step("promptops ledger verify")).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(`history ${run.path}`) });
    expect(await step("promptops ledger rebuild-index")).toMatchObject(done);
    const [corrupt = "", missing = ""] = await Promise.all(
      [`promptops/ledger:${run.path}`, "promptops/ledger:ledger.json"].map(async (name) => objectFile(temp, await temp.git("rev-parse", name))),
    );
    writeFileSync(corrupt, "no object");
    rmSync(missing);
    expect(await promptops("runs", "show", runId("daily", `${day}T09:00:00Z`))).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("ledger-damaged"),
    });
    const [, named = ""] = /corrupt or missing: (\.git\/objects\/\S+)/.exec((await step("git fsck --no-dangling")).stderr) ?? [];
    rmSync(join(temp.root, named));
    expect(existsSync(corrupt)).toBe(false);
    await step("git update-ref -d refs/heads/promptops/ledger");
    await step("git update-ref -d refs/remotes/origin/promptops/ledger");
    await step("git update-ref -d refs/promptops/seen/origin/ledger");
    await step("git fetch --refetch origin promptops/ledger");
    expect(await step("promptops ledger status --fetch")).toMatchObject({ ...done, stdout: expect.stringContaining("It is that of origin") });
    expect(await step("promptops ledger verify")).toMatchObject(done);
    end();
  });

  test("The remote's ledger was rewritten", { timeout: 120_000 }, async () => {
    const { step, end, temp, promptops } = await opened("The remote's ledger was rewritten", { remote: true });
    await promptops("run-due", "--at", `${day}T08:30Z`);
    await promptops("run-due", "--at", `${day}T09:00:30Z`);
    await temp.git("push", "--quiet", "--force", "origin", "promptops/ledger~1:promptops/ledger");
    const there = await temp.git("rev-parse", "promptops/ledger~1");
    expect(await promptops("run-due", "--at", `${day}T10:00:30Z`)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("ledger-rewritten") });
    expect(await step("promptops ledger verify --fetch")).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining(`Its tip ${there.slice(0, 7)} does not continue`),
    });
    await step("git push --force-with-lease=promptops/ledger:THERE origin promptops/ledger", { THERE: there });
    expect(await step("promptops ledger verify --fetch")).toMatchObject(done);
    expect(await promptops("run-due", "--at", `${day}T10:00:30Z`)).toMatchObject({ ...done, stdout: expect.stringContaining("succeeded") });
    end();
  });

  test("The remote's ledger was deleted", { timeout: 120_000 }, async () => {
    const { step, end, temp, promptops } = await opened("The remote's ledger was deleted", { remote: true });
    const other = await temp.clone();
    await promptops("run-due", "--at", `${day}T08:30Z`);
    await runCli(["ledger", "status", "--fetch"], { cwd: other.root });
    await promptops("run-due", "--at", `${day}T09:00:30Z`);
    await temp.git("-C", await temp.git("remote", "get-url", "origin"), "update-ref", "-d", "refs/heads/promptops/ledger");
    expect(await runCli(["run-due", "--at", `${day}T09:00:30Z`], { cwd: other.root })).toMatchObject({
      exitCode: 3,
      stdout: "",
      stderr: expect.stringMatching(/ledger-lost[\s\S]*git push origin [0-9a-f]{40}:refs\/heads\/promptops\/ledger/),
    });
    expect(await step("promptops ledger verify --fetch")).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("Somebody deleted it") });
    await step("git log -1 --format=%cI promptops/ledger");
    await step("git push origin promptops/ledger");
    expect(await step("promptops ledger verify --fetch")).toMatchObject(done);
    const again = await runCli(["run-due", "--at", `${day}T09:00:30Z`], { cwd: other.root });
    expect(again).toMatchObject({ ...done, stdout: expect.not.stringContaining("succeeded") });
    end();
  });

  test("A provider is out", { timeout: 120_000 }, async () => {
    const { step, end, temp, promptops } = await opened("A provider is out");
    const rules = readFileSync(join(temp.root, "rules.yml"), "utf8");
    await promptops("run-due", "--at", `${day}T08:30Z`);
    await temp.commit({ "rules.yml": "schema_version: 1\nrules:\n  - error: { kind: auth }\n" });
    expect(await step("promptops run-due", {}, ["--at", `${day}T09:00:30Z`])).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("failed") });
    const run = runId("daily", `${day}T09:00:00Z`);
    expect(await step("promptops runs list --status failed")).toMatchObject({ ...done, stdout: expect.stringContaining(run) });
    expect(await step("promptops metrics")).toMatchObject({ ...done, stdout: expect.stringMatching(/daily +1 +1 \(100 %\)/) });
    expect(await step("promptops jobs pause JOB --reason WHY")).toMatchObject(done);
    await promptops("run-due", "--at", `${day}T10:00:30Z`);
    await temp.commit({ "rules.yml": rules });
    expect(await step("promptops jobs resume JOB --reason WHY")).toMatchObject(done);
    const words = { FROM: `${day}T09:30Z`, TO: `${day}T10:30Z` };
    expect(await step("promptops jobs backfill JOB --from FROM --to TO --dry-run", words)).toMatchObject({
      ...done,
      stdout: expect.stringContaining("20261120T100000Z"),
    });
    expect(await step("promptops jobs backfill JOB --from FROM --to TO", words)).toMatchObject({ ...done, stdout: expect.stringContaining("succeeded") });
    expect(await step("promptops runs rerun RUN --deliver", { RUN: run })).toMatchObject({ ...done, stdout: expect.stringContaining("succeeded") });
    end();
  });
});
