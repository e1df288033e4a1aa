import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { approve } from "../../src/services/approve.ts";
import { deprecate } from "../../src/services/deprecate.ts";
import { gateMarkdown } from "../../src/reporters/release/gate-markdown.ts";
import { publishText } from "../../src/reporters/release/publish-text.ts";
import { gateText } from "../../src/reporters/release/gate-text.ts";
import { gate } from "../../src/services/gate.ts";
import { history } from "../../src/services/history.ts";
import { live } from "../../src/services/live.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { rollback } from "../../src/services/rollback.ts";
import { verify } from "../../src/services/verify.ts";
import { copyOfProject, projectIn, promptFiles, releaseProject, start, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const first = `${prompt}@1.0.0`;

const config = (policy: string) => `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  staging: {}
  production: ${policy}
release: { target: staging }
`;

async function withPolicy(published: ReleaseProject, policy: string): Promise<ReleaseProject> {
  const project = await copyOfProject(published);
  await project.temp.commit({ ".promptops.yml": config(policy) });
  return project;
}

/** What `who` has in hands: services on the repository, under another git identity. */
function as(project: ReleaseProject, who: string) {
  for (const part of ["AUTHOR", "COMMITTER"]) {
    vi.stubEnv(`GIT_${part}_NAME`, who);
    vi.stubEnv(`GIT_${part}_EMAIL`, `${who}@example.com`);
  }
  return project.deps();
}

afterAll(() => {
  vi.unstubAllEnvs();
});

describe("who may do what", () => {
  let published: ReleaseProject;

  beforeAll(async () => {
    published = await releaseProject(promptFiles({ cases: 3 }));
    await publish(await as(published, "author"), { prompt });
  });

  test("an author may publish, and not approve what they published", async () => {
    const project = await withPolicy(published, "{ approvals: 1 }");
    await expect(approve(await as(project, "author"), { version: first, environment: "production" })).rejects.toMatchObject({
      code: "own-version",
      exit: "no",
    });
    const refused = await promote(await as(project, "author"), { version: first, environment: "production" });
    expect(refused).toMatchObject({ outcome: "refused", refusals: [{ code: "approvals-missing" }] });
    expect(refused.gate).toBeUndefined();
  });

  test("an approver may say yes once; then the version goes through, and the log tells whose word it was", async () => {
    const project = await withPolicy(published, "{ approvals: 2 }");
    const ann = await approve(await as(project, "ann"), { version: first, environment: "production", reason: "Read it." });
    expect(ann).toMatchObject({ outcome: "approved", wanted: 2, approvals: [{ by: { name: "ann" }, reason: "Read it." }], entry: 2 });
    expect(await approve(await as(project, "ann"), { version: first, environment: "production" })).toMatchObject({ outcome: "already-approved" });
    expect(await promote(await as(project, "author"), { version: first, environment: "production" })).toMatchObject({ outcome: "refused" });
    const ben = await approve(await as(project, "ben"), { version: first, environment: "production", dryRun: true });
    expect(ben).toMatchObject({ outcome: "planned", approvals: [{ by: { name: "ann" } }, { by: { name: "ben" } }] });
    await approve(await as(project, "ben"), { version: first, environment: "production" });
    const deps = await as(project, "author");
    expect(await promote(deps, { version: first, environment: "production" })).toMatchObject({ outcome: "promoted" });
    expect(await verify(deps, {})).toMatchObject({ sound: true, entries: 4 });
    expect(await project.temp.git("log", "--format=%an: %s", "promptops/releases")).toContain(`ben: Approve ${first} for production`);
  });

  test("where no approvals are asked for, nobody gives one", async () => {
    await expect(approve(await as(published, "ann"), { version: first, environment: "staging" })).rejects.toMatchObject({
      code: "no-approvals-wanted",
      exit: "no",
      hint: expect.stringContaining(`promptops promote ${first} staging`),
    });
  });

  test("whoever is no approver has no word to give", async () => {
    const project = await withPolicy(published, "{ approvals: 1, approvers: [ann@example.com] }");
    await expect(approve(await as(project, "ben"), { version: first, environment: "production" })).rejects.toMatchObject({ code: "not-an-approver" });
  });

  test("a runner that is no publisher promotes nothing, and rolls back all the same", async () => {
    const project = await withPolicy(published, "{ publishers: [ann@example.com], gate: { mode: smoke } }");
    expect(await promote(await as(project, "runner"), { version: first, environment: "production" })).toMatchObject({
      outcome: "refused",
      refusals: [{ code: "publisher-not-allowed" }],
    });
    await promote(await as(project, "ann"), { version: first, environment: "production" });
    await project.temp.commit(promptFiles({ cases: 3, more: "Better." }));
    await publish(await as(project, "author"), { prompt });
    await promote(await as(project, "ann"), { version: `${prompt}@1.0.1`, environment: "production" });
    expect(await rollback(await as(project, "runner"), { prompt, environment: "production", reason: "Worse." })).toMatchObject({ outcome: "rolled-back" });
  });

  test("nothing is promoted in a freeze", async () => {
    const hours = (from: number) => new Date(start + from * 3_600_000).toISOString().replace(/:\d\d\.\d+Z$/, "Z");
    const project = await withPolicy(published, `{ freeze: [{ from: "${hours(-1)}", to: "${hours(1)}", reason: Stocktaking. }] }`);
    await as(project, "ann");
    expect(await promote(await project.deps(), { version: first, environment: "production" })).toMatchObject({
      outcome: "refused",
      refusals: [{ code: "frozen" }],
    });
    expect(await promote(await project.deps(2 * 3_600_000), { version: first, environment: "production" })).toMatchObject({ outcome: "promoted" });
  });

  test("a commit that never came to the branch is not released from there", async () => {
    const project = await withPolicy(published, "{ branch: main }");
    const branch = (await project.temp.git("symbolic-ref", "--short", "HEAD")).trim();
    await project.temp.commit({ ".promptops.yml": config(`{ branch: ${branch} }`) });
    await project.temp.git("checkout", "-q", "-b", "aside");
    await project.temp.commit(promptFiles({ cases: 3, more: "Aside." }));
    await publish(await as(project, "author"), { prompt });
    const aside = `${prompt}@1.0.1`;
    expect(await promote(await as(project, "ann"), { version: aside, environment: "production" })).toMatchObject({ refusals: [{ code: "not-on-branch" }] });
    await project.temp.git("branch", "-f", branch, "aside");
    expect(await promote(await as(project, "ann"), { version: aside, environment: "production" })).toMatchObject({ outcome: "promoted" });
  });

  test("an unsigned tag does not pass for a signed one", async () => {
    const project = await withPolicy(published, "{ signed: true }");
    expect(await promote(await as(project, "ann"), { version: first, environment: "production" })).toMatchObject({
      refusals: [{ code: "publisher-not-proven" }, { code: "signature-missing" }],
    });
  });

  test("a change cannot write its own rules: the base branch's hold", async () => {
    const origin = await withPolicy(published, "{ publishers: [ann@example.com] }");
    const clone = await origin.temp.clone();
    await clone.git("fetch", "-q", "origin", "promptops/releases:promptops/releases");
    await clone.git("checkout", "-q", "-b", "mine");
    await clone.commit({ ".promptops.yml": config("{}") });
    const mine = projectIn(clone);
    expect(await promote(await as(mine, "eve"), { version: first, environment: "production", dryRun: true })).toMatchObject({
      outcome: "refused",
      policy_of: "origin/main",
      refusals: [{ code: "publisher-not-allowed" }],
    });
    const gated = await gate(await as(mine, "eve"), { prompt, environment: "production", offline: true });
    expect(gated).toMatchObject({ promoted_by: "origin/main" });
    expect(gateText(gated, { width: 200, color: false })).toMatch(
      /a promotion goes by that of origin\/main, which is another one:\n {2}publishers: \["ann@example\.com"\] there, not asked for here$/,
    );
    expect(gateMarkdown(gated)).toContain(
      '\n\nJudged by the policy that is checked out; a promotion goes by that of origin/main, which is another one:\n\n- publishers: \\["ann\\@example.com"\\] there, not asked for here\n',
    );
    await clone.commit(promptFiles({ cases: 3, more: "Kindly." }));
    const ask = { prompt, target: "production", dryRun: true };
    const planned = await publish(await as(mine, "eve"), ask);
    expect(planned).toMatchObject({ outcome: "planned", promoted_by: "origin/main", policy_differs: gated.policy_differs });
    expect(publishText(planned, { width: 200, color: false })).toMatch(
      /\nJudged by the policy that is checked out; a promotion goes by that of origin\/main, which is another one:\n {2}publishers: .* there, not asked for here\nWould publish /,
    );
    await clone.git("checkout", "-q", "main");
    await clone.commit(promptFiles({ cases: 3, more: "Kindly." }));
    expect(await publish(await as(mine, "eve"), ask)).not.toHaveProperty("promoted_by");
    expect(await gate(await as(mine, "eve"), { prompt, environment: "production", offline: true })).not.toHaveProperty("promoted_by");
    expect(await promote(await as(mine, "eve"), { version: first, environment: "production", dryRun: true })).not.toHaveProperty("policy_of");
  });

  test("nor its own gate, by its configuration, its namespace or its manifest", async () => {
    const origin = await copyOfProject(published);
    const strict = config("{ gate: { min_cases: 50 }, namespaces: { billing: { mode: smoke } } }");
    const manifest = (gates: string) => ({
      [`prompts/${prompt}/manifest.yml`]: `schema_version: 1\nscope: Sums up.\ntask_class: summarization\nowners: [ann]\n${gates}`,
    });
    await origin.temp.commit({ ".promptops.yml": strict, ...manifest("") });
    const clone = await origin.temp.clone();
    await clone.git("fetch", "-q", "origin", "promptops/releases:promptops/releases");
    await clone.git("checkout", "-q", "-b", "mine");
    const mine = projectIn(clone);
    await clone.commit({
      ".promptops.yml": config("{}"),
      ...promptFiles({ cases: 3, more: "Mine." }),
      ...manifest("gates: { production: { min_cases: 1 } }\n"),
    });
    const deps = await as(mine, "author");
    // It passes by its own rules, and is published; to go live it needs those of the base branch.
    expect(await publish(deps, { prompt, target: "production" })).toMatchObject({ outcome: "published", version: "1.0.1" });
    const version = `${prompt}@1.0.1`;
    const refused = {
      outcome: "refused",
      gate: { verdict: "fail", mode: "smoke", steps: expect.arrayContaining([expect.objectContaining({ code: "too-few-cases" })]) },
    };
    expect(await promote(deps, { version, environment: "production" })).toMatchObject(refused);
    // What was merged a moment ago holds in a clone that did not fetch it.
    await origin.temp.commit(manifest("gates: { production: { min_cases: 1 } }\n"));
    expect(await promote(deps, { version, environment: "production" })).toMatchObject({ outcome: "promoted" });
  });

  test("an auditor reads and verifies everything, and writes nothing", async () => {
    const origin = await withPolicy(published, "{ approvals: 1 }");
    const bare = await origin.temp.addRemote();
    await origin.temp.git("push", "-q", "origin", "main", "promptops/releases", "--tags");
    const clone = await origin.temp.clone();
    const readOnly = join(clone.root, ".git/read-only");
    writeFileSync(readOnly, "#!/bin/sh\necho 'Permission denied: read only' >&2\nexit 1\n", { mode: 0o755 });
    await clone.git("config", "remote.origin.receivepack", readOnly);
    const auditor = projectIn(clone);
    const deps = await as(auditor, "auditor");
    const before = await clone.git("-C", bare, "for-each-ref");
    expect(await verify(deps, { fetch: true })).toMatchObject({ sound: true, entries: 1 });
    expect(await live(deps, {})).toMatchObject({ entry: 1 });
    expect(await history(deps, { prompt, limit: 5 })).toMatchObject({ versions: [{ version: "1.0.0" }] });
    for (const act of [() => promote(deps, { version: first, environment: "staging" }), () => approve(deps, { version: first, environment: "production" })])
      await expect(act()).rejects.toMatchObject({ code: "remote-authentication", exit: "authentication" });
    // What is said at any price is said in the auditor's clone, and nowhere else.
    expect(await deprecate(deps, { version: first, reason: "x" })).toMatchObject({ outcome: "deprecated", shared: false });
    expect(await clone.git("-C", bare, "for-each-ref")).toBe(before);
  });

  test("a deprecated version is promoted no more, and stays where it is live", async () => {
    const project = await withPolicy(published, "{}");
    const deps = await as(project, "ann");
    await promote(deps, { version: first, environment: "staging" });
    expect(await deprecate(deps, { version: first, reason: "Invents numbers." })).toMatchObject({
      outcome: "deprecated",
      live_in: ["staging"],
      // Nothing else was ever published, so there is nothing to roll back to.
      next: ["promptops publish billing/summarize"],
    });
    expect(await history(deps, { prompt, limit: 1 })).toMatchObject({
      versions: [{ version: "1.0.0", deprecated: "Invents numbers." }],
      entries: [{ kind: "deprecate", about: { prompt, version: "1.0.0" } }],
    });
    expect(await deprecate(deps, { version: first, reason: "Again." })).toMatchObject({ outcome: "already-deprecated", reason: "Invents numbers." });
    expect(await promote(deps, { version: first, environment: "production" })).toMatchObject({ refusals: [{ code: "deprecated" }] });
    expect((await live(deps, { environment: "staging" })).live).toMatchObject([{ version: "1.0.0" }]);
    await expect(deprecate(deps, { version: first, reason: " " })).rejects.toMatchObject({ code: "missing-reason" });
    expect(await verify(deps, {})).toMatchObject({ sound: true });
  });
});
