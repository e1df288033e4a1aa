import { beforeAll, describe, expect, test } from "vitest";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import type { LiveRecord, VersionRecord } from "../../src/core/release/release-state.ts";
import { eventFile, json, liveFile, versionFile } from "../../src/core/release/state-files.ts";
import type { GitRepo } from "../../src/ports/git-repo.ts";
import type { TextCache } from "../../src/ports/text-cache.ts";
import { deprecations } from "../../src/services/release/deprecations.ts";
import { readState } from "../../src/services/release/read-state.ts";
import { ada, logOf } from "../helpers/release-events.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

const everywhere = { prompts: "all", environments: "all", versions: "none" } as const;

function record(prompt: string, version: string): LiveRecord {
  const about = { prompt_digest: "d", since: "2026-11-20T09:00:00.000Z", sequence: 1, kind: "promote", by: ada } as const;
  return { schema_version: 1, environment: "production", prompt, version, ...about, earlier: [] };
}

const filesOf = (records: readonly LiveRecord[]) => Object.fromEntries(records.map((each) => [liveFile(each), json(each)]));

function memory(): TextCache & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return { texts, get: async (name) => texts.get(name), put: async (name, text) => void texts.set(name, text) };
}

/** A repository that tells which files were read of it. */
function watched(git: GitRepo): { readonly git: GitRepo; readonly read: string[] } {
  const read: string[] = [];
  const at: GitRepo["at"] = (...of) => {
    const source = git.at(...of);
    return { ...source, read: (path) => (read.push(path), source.read(path)) };
  };
  return { git: { ...git, at }, read };
}

let git: GitRepo;
let [first, second] = ["", ""];

/** Two entries as far as their numbers: the second changes one of many records, adds one and takes one away. */
beforeAll(async () => {
  git = await openGitRepo((await tempRepo()).root);
  const [one, two] = logOf(["publish", "a@1.0.0"], ["publish", "b@1.0.0"]).map(({ event }) => event);
  const many = Array.from({ length: 220 }, (_, at) => record(`p-${at}`, "1.0.0"));
  const written = { author: ada, at: 0, message: "x" };
  first = await git.writeCommit({ ...written, parent: undefined, files: { [eventFile]: json(one), ...filesOf(many) } });
  const next = filesOf([record("p-7", "2.0.0"), record("new", "1.0.0")]);
  const files = { [eventFile]: json({ ...two, previous: first }), ...next };
  second = await git.writeCommit({ ...written, parent: first, files, removed: [liveFile(record("p-9", "1.0.0"))] });
});

describe("what is live everywhere", () => {
  test("is read once, and from then on what changed since", async () => {
    const cache = memory();
    const before = watched(git);
    expect(await readState(before.git, first, everywhere, cache)).toEqual(await readState(git, first, everywhere));
    expect(before.read).toHaveLength(220);

    const after = watched(git);
    expect(await readState(after.git, first, everywhere, cache)).toEqual(await readState(git, first, everywhere));
    expect(after.read).toEqual([]);
    expect(await readState(after.git, second, everywhere, cache)).toEqual(await readState(git, second, everywhere));
    expect(after.read).toEqual(["live/production/new.json", "live/production/p-7.json"]);
    expect((await readState(git, second, everywhere, cache)).live.size).toBe(220);
  });

  test("and at an earlier entry is told from what was kept of a later one", async () => {
    const cache = memory();
    await readState(git, second, everywhere, cache);
    const { live } = await readState(git, first, everywhere, cache);
    expect(live).toEqual((await readState(git, first, everywhere)).live);
  });

  test.each<[string, (text: string) => string]>([
    ["cut off", (text) => text.slice(0, -9)],
    ["of another form", () => "[]"],
    ["with a record that is none", (text) => text.replace('"kind":"promote"', '"kind":"x"')],
    ["of a commit that is gone", (text) => text.replace(first, "1".repeat(40))],
    ["of no commit", (text) => text.replace(first, "--output=x")],
  ])("is read anew where what was kept is %s", async (_, damage) => {
    const cache = memory();
    await readState(git, first, everywhere, cache);
    for (const [name, text] of cache.texts) cache.texts.set(name, damage(text));
    const { git: seen, read } = watched(git);
    expect(await readState(seen, first, everywhere, cache)).toEqual(await readState(git, first, everywhere));
    expect(read).toHaveLength(220);
  });

  test("and what of it is deprecated is read once, too", async () => {
    const repo = await openGitRepo((await tempRepo()).root);
    const version = (prompt: string, deprecated?: string): VersionRecord => ({
      schema_version: 1,
      prompt,
      version: "1.0.0",
      tag: "t",
      prompt_digest: "d",
      at: "2026-11-20T09:00:00.000Z",
      by: ada,
      sequence: 1,
      ...(deprecated === undefined ? {} : { deprecated: { at: "2026-11-20T09:00:00.000Z", by: ada, reason: deprecated } }),
    });
    const many = Array.from({ length: 220 }, (_, at) => version(`p-${at}`, at === 3 ? "Old." : undefined));
    const versionFiles = (records: readonly VersionRecord[]) => Object.fromEntries(records.map((each) => [versionFile(each), json(each)]));
    const written = { author: ada, at: 0, message: "x" };
    const one = await repo.writeCommit({ ...written, parent: undefined, files: versionFiles(many) });
    const two = await repo.writeCommit({ ...written, parent: one, files: versionFiles([version("p-7", "Wrong.")]) });
    const cache = memory();
    expect([...(await deprecations(repo, one, many, cache))]).toEqual([["p-3@1.0.0", "Old."]]);
    const after = watched(repo);
    expect([...(await deprecations(after.git, one, many, cache))]).toEqual([["p-3@1.0.0", "Old."]]);
    expect(after.read).toEqual([]);
    expect(Object.fromEntries(await deprecations(after.git, two, many, cache))).toEqual({ "p-3@1.0.0": "Old.", "p-7@1.0.0": "Wrong." });
    expect(after.read).toEqual(["versions/p-7/1.0.0.json"]);
  });

  test("of few prompts is not kept", async () => {
    const few = await git.writeCommit({
      parent: undefined,
      files: { [eventFile]: json(logOf(["publish", "a@1.0.0"])[0]?.event), ...filesOf([record("a", "1.0.0")]) },
      message: "x",
      author: ada,
      at: 0,
    });
    const cache = memory();
    expect((await readState(git, few, everywhere, cache)).live.size).toBe(1);
    expect(cache.texts.size).toBe(0);
  });
});
