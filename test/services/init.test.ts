import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { workTreeSource } from "../../src/adapters/fs/work-tree-source.ts";
import { projectFolder } from "../../src/adapters/git/project-folder.ts";
import { parseDocument } from "../../src/core/model/parse-document.ts";
import { starters, type StarterName } from "../../src/core/scaffold/starters.ts";
import { initText } from "../../src/reporters/init-text.ts";
import { init } from "../../src/services/init.ts";
import { validate } from "../../src/services/validate.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { tempRepo, tempRepoAt } from "../helpers/temp-repo.ts";

const templates = join(import.meta.dirname, "../../templates");
const names = Object.keys(starters) as StarterName[];

function initIn(path: string, { starter = "basic", dryRun = false } = {}) {
  return init({ folder: projectFolder(path), starter: (name) => Promise.resolve(workTreeSource(join(templates, name))) }, { starter, dryRun });
}

describe("init", () => {
  test("makes an empty folder a repository on main, with everything written and nothing committed", async () => {
    const folder = tempFolder();
    const result = await initIn(folder);
    expect(result).toMatchObject({ folder, repository: "made", starter: "basic", dry_run: false, kept: [] });
    expect(result.created.every((path) => existsSync(join(folder, path)))).toBe(true);
    expect(readFileSync(join(folder, ".git/HEAD"), "utf8")).toBe("ref: refs/heads/main\n");
    expect(existsSync(join(folder, ".git/refs/heads/main"))).toBe(false);
  });

  test("never overwrites: a file that was there stays as it was and is listed as kept", async () => {
    const { root, write } = await tempRepo();
    await write({ "partials/tone.liquid": "mine" });
    const result = await initIn(root);
    expect(result.repository).toBe("found");
    expect(result.kept).toEqual(["partials/tone.liquid"]);
    expect(readFileSync(join(root, "partials/tone.liquid"), "utf8")).toBe("mine");
  });

  test("keeps packages, keys and reports out of git, unless the repository says itself what it ignores", async () => {
    const folder = tempFolder();
    await initIn(folder);
    const { git, write } = tempRepoAt(folder);
    const made = ["node_modules/x.js", ".env", "report.html", "shard-1.evaluation.jsonl", "promptops-results.xml", "promptops-problems.json"];
    await write(Object.fromEntries([...made, "prompts/report.md"].map((path) => [path, "x"])));
    expect((await git("check-ignore", "--", ...made, "prompts/report.md")).split("\n")).toEqual(made);
    const other = await tempRepo();
    await other.write({ ".gitignore": "mine\n" });
    expect((await initIn(other.root)).kept).toEqual([".gitignore"]);
    expect(readFileSync(join(other.root, ".gitignore"), "utf8")).toBe("mine\n");
  });

  test("a project that is there gets the schemas it lacks, and no prompts that would not fit it", async () => {
    const { root, write } = await tempRepo();
    await write({ ".promptops.yml": "mine\n" });
    const result = await initIn(root);
    expect(result.kept).toEqual([".promptops.yml"]);
    expect(result.created.every((path) => path.startsWith(".promptops/schemas/"))).toBe(true);
    expect(readFileSync(join(root, ".promptops.yml"), "utf8")).toBe("mine\n");
    expect(existsSync(join(root, "prompts"))).toBe(false);
    expect(initText(result, { width: 80, color: false })).toContain("This is a promptops project already; nothing but missing schemas was added.");
  });

  test("another starter changes nothing in a repository that was made from one", async () => {
    const folder = tempFolder();
    await initIn(folder, { starter: "minimal" });
    const result = await initIn(folder, { starter: "basic" });
    expect(result).toMatchObject({ created: [], commit: [], next: ["promptops new prompt", "promptops validate"] });
    expect(initText(result, { width: 80, color: false })).toContain("This is a promptops project already; nothing was added.");
  });

  test("checks for pull requests are added to a project that is there, and what is there stays", async () => {
    const { root, write } = await tempRepo();
    await write({ ".promptops.yml": "mine\n", ".gitlab-ci.yml": "mine too\n" });
    const result = await initIn(root, { starter: "ci" });
    expect(result.kept).toEqual([".gitlab-ci.yml", ".promptops.yml"]);
    expect(result.created.filter((path) => !path.startsWith(".promptops/schemas/"))).toEqual([".github/workflows/promptops.yml", ".gitlab/promptops.yml"]);
    expect(readFileSync(join(root, ".gitlab-ci.yml"), "utf8")).toBe("mine too\n");
    expect(initText(result, { width: 80, color: false })).toContain("This is a promptops project already; what the starter adds is new.");
  });

  test("checks for pull requests bring a project with them where there is none", async () => {
    const { created } = await initIn(tempFolder(), { starter: "ci" });
    const basic = await initIn(tempFolder());
    expect(created).toEqual([...basic.created, ".github/workflows/promptops.yml", ".gitlab-ci.yml", ".gitlab/promptops.yml"].sort());
  });

  test("a second time there is nothing left to write or to commit", async () => {
    const folder = tempFolder();
    const { created } = await initIn(folder);
    const kept = created.filter((path) => path.startsWith(".promptops"));
    expect(await initIn(folder)).toMatchObject({ repository: "found", created: [], kept, commit: [] });
  });

  test("the commands it gives commit exactly what it wrote", async () => {
    const { root, git, write } = await tempRepo();
    await write({ "unrelated.txt": "not yet" });
    const { commit, created } = await initIn(root);
    for (const command of commit)
      await git(
        ...command
          .replace(/^git /, "")
          .replaceAll(/"([^"]*)"/g, (_all, words: string) => words.replaceAll(" ", "\0"))
          .split(" ")
          .map((arg) => arg.replaceAll("\0", " ")),
      );
    expect((await git("ls-files")).split("\n").sort()).toEqual([...created].sort());
    expect(await git("status", "--porcelain")).toBe("?? unrelated.txt");
  });

  test("a dry run says the same and writes nothing, not even a repository", async () => {
    const folder = tempFolder();
    const dry = await initIn(folder, { dryRun: true });
    expect(readdirSync(folder)).toEqual([]);
    expect(await initIn(folder)).toEqual({ ...dry, dry_run: false });
  });

  test("in a folder of a repository, the files go to the repository's top, where everything else looks for them", async () => {
    const { root } = await tempRepo();
    await mkdir(join(root, "apps/web"), { recursive: true });
    const result = await initIn(join(root, "apps/web"));
    expect(result).toMatchObject({ folder: root, called_in: "apps/web", commit: [`cd ${root}`, expect.stringMatching(/^git add/), expect.any(String)] });
    expect(existsSync(join(root, ".promptops.yml"))).toBe(true);
    expect(existsSync(join(root, "apps/web/.promptops.yml"))).toBe(false);
    const text = initText(result, { width: 80, color: false });
    expect(text).toMatch(
      /^apps\/web\/ lies in a repository, and a project is a whole one: all of it lies at the top, not in apps\/web\/\.\nIn the repository /,
    );
    expect(await initIn(root)).not.toHaveProperty("called_in");
  });

  test("an unknown starter is refused with the nearest right name, before anything is written", async () => {
    const folder = tempFolder();
    await expect(initIn(folder, { starter: "minimum" })).rejects.toMatchObject({ code: "unknown-starter", exit: "usage", hint: "Did you mean `minimal`?" });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a repository's own folder is no place for another repository", async () => {
    const { root } = await tempRepo();
    await expect(initIn(join(root, ".git"))).rejects.toMatchObject({ code: "not-a-repository" });
    expect(existsSync(join(root, ".git/.promptops.yml"))).toBe(false);
  });

  test("what an interrupted run left out, the next one writes", async () => {
    const folder = tempFolder();
    const { created } = await initIn(tempFolder());
    await mkdir(join(folder, "partials"));
    await writeFile(join(folder, "partials/tone.liquid"), readFileSync(join(templates, "basic/partials/tone.liquid")));
    const result = await initIn(folder);
    expect([...result.created, ...result.kept].sort()).toEqual([...created].sort());
  });
});

describe("starters", () => {
  test("help names exactly the starters there are", () => {
    expect(readdirSync(templates).sort()).toEqual([...names].sort());
  });

  test("the summary of `basic` counts its tickets right", () => {
    const tickets = readFileSync(join(templates, "basic/prompts/support/triage/evals/core.jsonl"), "utf8").trim().split("\n").length;
    expect(starters.basic).toContain(`${tickets} tickets`);
  });

  test.each(names)("%s: `validate` finds nothing in it", async (starter) => {
    const folder = tempFolder();
    await initIn(folder, { starter });
    expect((await validate({ source: workTreeSource(folder) }, { paths: [] })).problems).toEqual([]);
  });

  test.each(names)("%s: every YAML file tells editors where its schema lies, and it lies there", async (starter) => {
    const folder = tempFolder();
    const { created } = await initIn(folder, { starter });
    const documents = created.filter((path) => path.endsWith(".yml") && !/^\.git(hub|lab)/.test(path));
    expect(documents.length).toBeGreaterThan(2);
    for (const path of documents) {
      const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(join(folder, path), "utf8"))?.[1];
      expect(existsSync(join(folder, dirname(path), schema ?? "none")), `${path} → ${schema}`).toBe(true);
    }
  });

  test("basic: the provider that is commented out is right once the marks are taken away", () => {
    const text = readFileSync(join(templates, "basic/.promptops.yml"), "utf8").replaceAll(/^ {2}# (openai:| {2}\w+:)/gm, "  $1");
    const { value, problems } = parseDocument("config", ".promptops.yml", new TextEncoder().encode(text));
    expect(problems).toEqual([]);
    expect(Object.keys(value?.providers ?? {})).toEqual(["demo", "openai"]);
  });
});
