import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { releaseBundles } from "../../src/adapters/git/release-bundles.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { releaseBundle } from "../../src/services/release-bundle.ts";
import { verifyBundle } from "../../src/services/verify-bundle.ts";
import { clonedProject, promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { tempRepoAt } from "../helpers/temp-repo.ts";

const prompt = "billing/summarize";
const version = `${prompt}@1.0.0`;
const folder = tempFolder();
const given = releaseBundles(folder, undefined);
let project: ReleaseProject;

async function bundled(from: ReleaseProject, output: string, ...versions: string[]) {
  const deps = await from.deps();
  return releaseBundle({ ...deps, bundles: releaseBundles(folder, from.temp.root) }, { versions, output });
}

function key(name: string): { readonly file: string; readonly line: string } {
  const file = join(folder, name);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file]);
  return { file: `${file}.pub`, line: `${name}@example.com ${readFileSync(`${file}.pub`, "utf8")}` };
}

let good: Awaited<ReturnType<typeof bundled>>;

/** 1.0.0 is signed and live in staging; 1.0.1 is published and left out. */
beforeAll(async () => {
  project = await releaseProject(promptFiles({ cases: 3 }));
  const ada = key("ada");
  writeFileSync(join(folder, "signers"), ada.line);
  writeFileSync(join(folder, "strangers"), key("eve").line);
  for (const [name, value] of Object.entries({ "gpg.format": "ssh", "user.signingKey": ada.file, "tag.gpgSign": "true", "commit.gpgSign": "true" }))
    await project.temp.git("config", name, value);
  const deps = await project.deps();
  await publish(deps, { prompt, message: "The first one" });
  await promote(deps, { version, environment: "staging" });
  good = await bundled(project, "good.bundle", version, version);
});

test("a bundle holds the versions, their part of the log and their evidence", () => {
  expect(good).toMatchObject({ entries: 2, versions: [{ name: version, evidence: "included" }] });
});

/** The bundle of a repository in which somebody changed something. */
async function forged(name: string, forge: (project: ReleaseProject, work: ReturnType<typeof tempRepoAt>) => Promise<void>): Promise<string> {
  const work = tempRepoAt(tempFolder());
  await work.git("init", "--quiet", "--initial-branch=main");
  await work.git("fetch", "--quiet", "--no-tags", join(folder, "good.bundle"), "refs/*:refs/*");
  await forge(project, work);
  const file = join(folder, name);
  await work.git("bundle", "create", "--quiet", file, "--all");
  return file;
}

/** Puts other evidence and another manifest into a bundle. */
async function withFile(work: ReturnType<typeof tempRepoAt>, path: string, change: (text: string) => string): Promise<void> {
  await work.git("checkout", "--quiet", "--detach", "refs/promptops/bundle/evidence");
  await work.commit({ [path]: change(readFileSync(join(work.root, path), "utf8")) });
  await work.git("update-ref", "refs/promptops/bundle/evidence", "HEAD");
}

describe("a bundle", () => {
  test("is checked without the repository, and leaves nothing behind", async () => {
    const result = await verifyBundle(given, { bundle: "good.bundle", allowedSigners: "signers" });
    expect(result).toMatchObject({ sound: true, entries: 2, bundle: { file: "good.bundle", tool_version: "0.1.0" } });
    expect(result.log.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual(["log ok", "state ok", "signature ok"]);
    expect(result.versions).toMatchObject([{ name: version }]);
    expect(result.versions[0]?.checks.map(({ check, outcome }) => `${check} ${outcome}`)).toEqual([
      "entry ok",
      "statement ok",
      "digest ok",
      "evidence ok",
      "signature ok",
    ]);
    expect(await project.temp.git("for-each-ref", "refs/promptops/bundle")).toBe("");
    expect(existsSync(join(folder, "good.bundle"))).toBe(true);
  });

  test("is git's own format", () => {
    expect(execFileSync("git", ["bundle", "list-heads", join(folder, "good.bundle")], { encoding: "utf8" })).toContain(`refs/tags/${version}`);
  });

  test("signed by nobody whom the reader trusts is unsound; where no signers are asked for, it is a note", async () => {
    const result = await verifyBundle(given, { bundle: "good.bundle", allowedSigners: "strangers" });
    expect(result.sound).toBe(false);
    expect([...result.log, ...(result.versions[0]?.checks ?? [])].filter(({ outcome }) => outcome === "problem").map(({ check }) => check)).toEqual([
      "signature",
      "signature",
    ]);
    expect(await verifyBundle(given, { bundle: "good.bundle" })).toMatchObject({ sound: true });
  });

  test("without evidence on the machine that makes it says so, and is checked as far as it goes", async () => {
    const clone = await clonedProject(project);
    await clone.temp.git("fetch", "--quiet", "--tags");
    expect(await bundled(clone, "clone.bundle", version)).toMatchObject({ versions: [{ evidence: "not-here" }] });
    const result = await verifyBundle(given, { bundle: "clone.bundle", allowedSigners: "signers" });
    expect(result.versions[0]?.checks).toContainEqual({ check: "evidence", outcome: "note", message: expect.stringContaining("is not kept here") });
  });

  test("of a version that was never published is not made", async () => {
    await expect(bundled(project, "none.bundle", `${prompt}@9.0.0`)).rejects.toMatchObject({ code: "unknown-version" });
    await expect(verifyBundle(given, { bundle: "good.bundle", version: `${prompt}@9.0.0` })).rejects.toMatchObject({ code: "unknown-version" });
    expect(existsSync(join(folder, "none.bundle"))).toBe(false);
  });
});

describe("what is no sound bundle", () => {
  test.each([
    ["cut off in its pack", (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    ["cut off in its head", (bytes: Buffer) => bytes.subarray(0, 30)],
    ["one byte is another", (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -200), Buffer.from([(bytes.at(-200) ?? 0) ^ 1]), bytes.subarray(-199)])],
    ["empty", () => Buffer.alloc(0)],
    ["something else", () => Buffer.from("PK\x03\x04 not a bundle")],
  ])("%s: unreadable, exit 3", async (_name, damage) => {
    writeFileSync(join(folder, "damaged.bundle"), damage(readFileSync(join(folder, "good.bundle"))));
    await expect(verifyBundle(given, { bundle: "damaged.bundle" })).rejects.toMatchObject({ code: "bundle-unreadable", exit: "environment" });
  });

  test("no file, a folder", async () => {
    await expect(verifyBundle(given, { bundle: "nowhere.bundle" })).rejects.toMatchObject({ code: "no-such-file" });
    await expect(verifyBundle(given, { bundle: "." })).rejects.toMatchObject({ code: "no-such-file" });
    await expect(verifyBundle(given, { bundle: "good.bundle", allowedSigners: "nobody" })).rejects.toMatchObject({ code: "no-such-file" });
  });

  test("without a release log, or without a word on what it holds: unreadable", async () => {
    const noLog = await forged("no-log.bundle", async (_, work) => void (await work.git("update-ref", "-d", "refs/promptops/bundle/log")));
    await expect(verifyBundle(given, { bundle: noLog })).rejects.toMatchObject({ code: "bundle-unreadable" });
    const noManifest = await forged("no-manifest.bundle", async (_, work) => withFile(work, "bundle.json", () => "{}"));
    await expect(verifyBundle(given, { bundle: noManifest })).rejects.toMatchObject({
      code: "bundle-unreadable",
      message: expect.stringContaining("what it holds"),
    });
  });

  test("with better scores in its evidence: unsound", async () => {
    const file = await forged("evidence.bundle", async (_, work) => {
      const path = (await work.git("ls-tree", "-r", "--name-only", "refs/promptops/bundle/evidence", "evidence/")).trim();
      await withFile(work, path, (text) => text.replace('"mean_score":1', '"mean_score":0.5'));
    });
    const result = await verifyBundle(given, { bundle: file, allowedSigners: "signers" });
    expect(result).toMatchObject({ sound: false });
    expect(result.versions[0]?.checks).toContainEqual({
      check: "evidence",
      outcome: "problem",
      message: expect.stringContaining("not what the version was published with"),
    });
  });

  test("with a tag that was made again on another commit, or is missing: unsound", async () => {
    const moved = await forged("moved.bundle", async (_, work) => {
      const message = await work.git("for-each-ref", "--format=%(contents)", `refs/tags/${version}`);
      await work.git("checkout", "--quiet", "--detach", `${version}^{commit}`);
      await work.commit(promptFiles({ cases: 3, quality: "bad" }));
      await work.git("tag", "--force", "--annotate", "--cleanup=verbatim", "-m", message.split("-----BEGIN SSH")[0] ?? "", version);
    });
    const result = await verifyBundle(given, { bundle: moved });
    expect(result.sound).toBe(false);
    expect(result.versions[0]?.checks.filter(({ outcome }) => outcome === "problem").map(({ check }) => check)).toEqual(["entry", "statement", "digest"]);

    const missing = await forged("missing.bundle", async (_, work) => void (await work.git("tag", "-d", version)));
    expect(await verifyBundle(given, { bundle: missing })).toMatchObject({ sound: false, versions: [{ checks: [{ check: "tag", outcome: "problem" }] }] });
  });

  test("with a log that was written anew: only signatures tell, and they do", async () => {
    const file = await forged("log.bundle", async (_, work) => {
      await work.git("checkout", "--quiet", "--detach", "refs/promptops/bundle/log");
      await work.git("reset", "--quiet", "--hard", "HEAD^");
      // Any other date would be noticed.
      vi.stubEnv("GIT_COMMITTER_DATE", await work.git("log", "-1", "--format=@%ct"));
      await work.git("commit", "--quiet", "--amend", "--no-edit");
      vi.unstubAllEnvs();
      await work.git("update-ref", "refs/promptops/bundle/log", "HEAD");
    });
    expect(await verifyBundle(given, { bundle: file })).toMatchObject({ sound: true, entries: 1 });
    const result = await verifyBundle(given, { bundle: file, allowedSigners: "signers" });
    expect(result.sound).toBe(false);
    expect(result.log.at(-1)).toMatchObject({
      check: "signature",
      outcome: "problem",
      message: "0 of 1 entries are signed by somebody whom git trusts here, 1 not at all.",
    });
  });

  test("with an entry that does not follow, and a version that no entry published: unsound", async () => {
    const file = await forged("entry.bundle", async (_, work) => {
      await work.git("checkout", "--quiet", "--detach", "refs/promptops/bundle/log");
      const text = readFileSync(join(work.root, "event.json"), "utf8");
      await work.commit({ "event.json": text.replace('"staging"', '"production"') });
      await work.git("update-ref", "refs/promptops/bundle/log", "HEAD");
      await work.git("tag", `${prompt}@3.0.0`, version);
    });
    const result = await verifyBundle(given, { bundle: file });
    expect(result).toMatchObject({ sound: false, log: [{ check: "log", outcome: "problem" }, {}] });
    expect(result.versions.at(-1)).toEqual({
      name: `${prompt}@3.0.0`,
      checks: [{ check: "entry", outcome: "problem", message: expect.stringContaining("no entry") }],
    });
  });
});
