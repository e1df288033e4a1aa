import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { promoteText } from "../../src/reporters/release/promote-text.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { baseBranch, fetchBase } from "../../src/services/release/base-branch.ts";
import { policyProject } from "../../src/services/release/policy-project.ts";
import { openConfig } from "../../src/services/open-config.ts";
import { projectIn, promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

const prompt = "billing/summarize";
const version = `${prompt}@1.0.0`;
const config = (policy: string) => ({
  ".promptops.yml": `schema_version: 1\nproviders: { demo: { kind: scripted, rules: rules.yml } }\nenvironments: { production: ${policy} }\n`,
});

let origin: ReleaseProject;
let bare: string;

/** On the remote's main, only Ann promotes. */
beforeAll(async () => {
  origin = await releaseProject({ ...promptFiles({ cases: 3 }), ...config("{ publishers: [ann@example.com] }") });
  bare = await origin.temp.addRemote();
  await origin.temp.git("push", "--quiet", "origin", "main");
  await publish(await origin.deps(), { prompt });
});
afterAll(() => {
  vi.unstubAllEnvs();
});

/** As CI checks out: nothing of the remote's HEAD is known. What is checked out is Eve's, whose policy lets everybody through. */
async function checkout(...fetched: string[]): Promise<ReleaseProject> {
  const temp = await tempRepo();
  await temp.git("remote", "add", "origin", bare);
  await temp.git("fetch", "--quiet", "origin", ...fetched);
  await temp.git("checkout", "--quiet", "-b", "change", "FETCH_HEAD");
  await temp.commit(config("{}"));
  return projectIn(temp);
}

const byEve = async (project: ReleaseProject) => promote(await project.deps(), { version, environment: "production", dryRun: true });

test("the remote is asked for its base branch where the clone does not know it, and the answer holds when it cannot be asked", async () => {
  const project = await checkout("+refs/heads/main:refs/remotes/pull/merge");
  expect(await byEve(project)).toMatchObject({ outcome: "refused", policy_of: "origin/main", refusals: [{ code: "publisher-not-allowed" }] });
  await project.temp.git("remote", "set-url", "origin", "/no/such/remote");
  const { git } = await project.deps();
  await fetchBase(git, "origin", true);
  expect(await baseBranch(git, "origin")).toBe("refs/remotes/origin/main");
});

test("a base branch that was renamed is followed", async () => {
  const project = await checkout();
  await project.temp.git("remote", "set-head", "origin", "main");
  await project.temp.git("-C", bare, "branch", "--quiet", "trunk", "main");
  await project.temp.git("-C", bare, "symbolic-ref", "HEAD", "refs/heads/trunk");
  try {
    expect(await byEve(project)).toMatchObject({ outcome: "refused", policy_of: "origin/trunk" });
  } finally {
    await project.temp.git("-C", bare, "symbolic-ref", "HEAD", "refs/heads/main");
    await project.temp.git("-C", bare, "branch", "--quiet", "--delete", "--force", "trunk");
  }
});

test("where the remote says nothing, main or master is taken when only one of them is there; else it is said that the change rules itself", async () => {
  await origin.temp.git("-C", bare, "symbolic-ref", "HEAD", "refs/heads/nowhere");
  try {
    const project = await checkout();
    expect(await byEve(project)).toMatchObject({ outcome: "refused", policy_of: "origin/main" });
    await origin.temp.git("push", "--quiet", "origin", "main:master");
    await project.temp.git("fetch", "--quiet", "origin");
    const ruled = await byEve(project);
    expect(ruled).toMatchObject({ outcome: "planned", unknown_base: "origin" });
    expect(promoteText(ruled, { width: 300, color: false })).toContain("warning: nobody knows which branch of origin is its base, so the policy is that of");
    await project.temp.git("remote", "set-head", "origin", "main");
    expect(await byEve(project)).toMatchObject({ outcome: "refused", policy_of: "origin/main" });
  } finally {
    await origin.temp.git("-C", bare, "symbolic-ref", "HEAD", "refs/heads/main");
  }
});

test("a repository without a remote has no other rules than its own", async () => {
  const alone = await releaseProject({ ...promptFiles({ cases: 3 }), ...config("{}") });
  const { git } = await alone.deps();
  const own = await openConfig(git.at("HEAD"));
  expect(await policyProject(git, undefined, own)).toEqual({ config: own, base: undefined });
});
