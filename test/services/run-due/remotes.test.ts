import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { runDue } from "../../../src/services/run-due.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { jobLabIn, jobText, releasedProject, type JobLab } from "../../helpers/job-project.ts";
import { memoryDisk } from "../../helpers/memory-journal.ts";
import { clonedProject, start, type ReleaseProject } from "../../helpers/release-project.ts";

const all = { jobs: [], dryRun: false };
const hour = 3_600_000;
const run = "hourly~20261120T100000Z";

let project: ReleaseProject;
let bare = "";

beforeAll(async () => {
  project = await releasedProject();
  await project.temp.commit({ "schedules/hourly.yml": jobText() });
  bare = await project.temp.addRemote();
  await project.temp.git("push", "--quiet", "origin", "main", "promptops/releases", "--tags");
  await runDue(await (await jobLabIn(project, { remote: "origin" })).deps(), all);
});

function hook(script: string): string {
  const file = join(bare, "hooks/pre-receive");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** At ten o'clock, when the job is due: a machine of its own. */
async function atTen(name: string): Promise<JobLab> {
  const lab = await jobLabIn(await clonedProject(project), { remote: "origin", clock: fakeClock(start + hour), disk: memoryDisk(name) });
  await lab.project.temp.git("fetch", "--quiet", "origin", "promptops/releases:promptops/releases");
  return lab;
}

describe("a remote that does not take the claim", () => {
  let lab: JobLab;

  beforeAll(async () => {
    lab = await atTen("refused");
  });
  afterEach(() => rmSync(join(bare, "hooks/pre-receive"), { force: true }));

  test.each([
    ["remote-refused", "GH006: Protected branch update failed for refs/heads/promptops/ledger."],
    ["remote-refused", "GH013: Repository rule violations found for refs/heads/promptops/ledger."],
    ["remote-refused", "GitLab: You are not allowed to push code to protected branches on this project."],
    ["remote-refused", "TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch."],
    ["remote-refused", "[POLICY] Branch refs/heads/promptops/ledger can only be modified through pull requests."],
    ["remote-refused", "prohibited by Gerrit: not permitted: create"],
    ["remote-refused", "No records on Fridays, says the hook of this server."],
    ["remote-authentication", "ERROR: Permission to team/prompts.git denied to deploy-key. Permission denied."],
    ["remote-authentication", "remote: Access denied"],
  ])("is %s, and no model is asked: %s", async (code, words) => {
    hook(`echo "${words}" >&2; exit 1`);
    await expect(runDue(await lab.deps(), all)).rejects.toMatchObject({ code, message: expect.stringContaining(words.slice(words.indexOf(":") + 2, -1)) });
    expect(lab.calls).toEqual([]);
    expect(await (await lab.ledger.view()).list("claims")).toEqual([]);
  });

  test("since it does not know who is writing: the same, without the password", async () => {
    const server = createServer((_, response) => response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      await lab.project.temp.git("remote", "set-url", "--push", "origin", `http://ada:hunter2hunter2@127.0.0.1:${port}/x.git`);
      const error = await runDue(await lab.deps(), all).catch((thrown: unknown) => thrown as Error);
      expect(error).toMatchObject({ code: "remote-authentication", exit: "authentication" });
      expect(JSON.stringify([(error as Error).message, error])).not.toContain("hunter2");
      expect(lab.calls).toEqual([]);
    } finally {
      await lab.project.temp.git("remote", "set-url", "--push", "--delete", "origin", "http://.*");
      server.close();
    }
    const { tip } = await lab.ledger.view();
    expect(await project.temp.git("-C", bare, "rev-parse", "promptops/ledger")).toBe(tip);
  });
});

test("who waits for a slow remote while another is faster asks no model, and a run is never made twice", async () => {
  // The first push waits behind the hook until it is let go; every other one goes through.
  const file = hook('if mkdir "$0.first" 2>/dev/null; then while [ ! -e "$0.go" ]; do sleep 0.02; done; fi; exit 0');
  const [slow, quick] = [await atTen("slow"), await atTen("quick")];
  const waiting = runDue(await slow.deps({ host: () => "host-slow" }), all);
  while (!existsSync(`${file}.first`)) await pause(5);
  expect(await runDue(await quick.deps({ host: () => "host-quick" }), all)).toMatchObject({ runs: [{ run, status: "succeeded" }] });
  writeFileSync(`${file}.go`, "");
  expect(await waiting).toMatchObject({ runs: [{ run, status: "taken" }] });
  expect([slow.calls.length, quick.calls.length]).toEqual([0, 1]);
  expect(await project.temp.git("-C", bare, "ls-tree", "-r", "--name-only", "promptops/ledger", "runs/")).toBe(`runs/2026/11/20/10/${run}.json`);
});

test("a remote that has lost the release log runs nothing of what may be old", async () => {
  const clock = fakeClock(start + 2 * hour);
  const lab = await jobLabIn(await clonedProject(project), { remote: "origin", clock, disk: memoryDisk("behind") });
  const log = "refs/heads/promptops/releases";
  const tip = await project.temp.git("-C", bare, "rev-parse", log);
  await project.temp.git("-C", bare, "update-ref", "-d", log);
  await expect(runDue(await lab.deps(), all)).rejects.toMatchObject({ code: "release-log-lost", exit: "environment" });
  expect(lab.calls).toEqual([]);
  await project.temp.git("-C", bare, "update-ref", log, tip);
});
