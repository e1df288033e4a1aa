import { execFileSync } from "node:child_process";
import { mkdir, rename, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { workTreeSource } from "../../src/adapters/fs/work-tree-source.ts";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import type { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import { loadPrompt } from "../../src/services/load-prompt.ts";
import { openProject } from "../../src/services/open-project.ts";
import { validate } from "../../src/services/validate.ts";
import { tempRepo } from "../helpers/temp-repo.ts";
import { validProject } from "../helpers/valid-project.ts";

const id = "billing/summarize";
const hint = "Copy the file here.";

/** The valid project with links (path → target) in it, as work tree and as commit. */
async function linked(links: Readonly<Record<string, string>>) {
  const repo = await tempRepo();
  await repo.write(validProject);
  for (const [path, target] of Object.entries(links)) {
    await mkdir(dirname(join(repo.root, path)), { recursive: true });
    await rename(join(repo.root, path), join(repo.root, "moved")).catch(() => undefined);
    await symlink(target, join(repo.root, path));
  }
  const commit = await repo.commit({});
  return { root: repo.root, sources: [workTreeSource(repo.root), (await openGitRepo(repo.root)).at(commit)] };
}

async function problemsOfLoading(source: Parameters<typeof loadPrompt>[0], prompt: string): Promise<unknown> {
  return loadPrompt(source, prompt).then(
    () => "loaded",
    ({ problems }: PromptopsError) => problems?.map(({ rule, file }) => `${file} ${rule}`),
  );
}

describe("a symbolic link in place of a document is a problem, never passed over", () => {
  test.each([`prompts/${id}/evals/more.yml`, `prompts/${id}/prompt.yml`, `prompts/${id}/manifest.yml`, `prompts/${id}/evals/rows.csv`])("%s", async (path) => {
    const { sources } = await linked({ [path]: "elsewhere" });
    for (const source of sources) {
      const { problems } = await validate({ source }, { paths: [] });
      expect(problems).toContainEqual({
        rule: "not-a-file",
        file: path,
        message: `\`${path}\` is a symbolic link; documents are read only from regular files.`,
        hint,
      });
      expect(await problemsOfLoading(source, id)).toEqual([`${path} not-a-file`]);
      expect((await openProject(source)).promptIds).toContain(id);
    }
  });

  test.each(["partials/more.liquid", "schedules/more.yml", "schedules", "prompts/linked"])("%s", async (path) => {
    const { sources } = await linked({ [path]: "elsewhere" });
    for (const source of sources) {
      const { problems } = await validate({ source }, { paths: [] });
      expect(problems).toContainEqual(expect.objectContaining({ rule: "not-a-file", file: path, hint }));
    }
  });

  test("a whole prompt behind a link is among the prompts to evaluate, and cannot be loaded", async () => {
    const { sources } = await linked({ "prompts/linked": "billing/summarize" });
    for (const source of sources) {
      expect((await openProject(source)).promptIds).toContain("linked");
      expect(await problemsOfLoading(source, "linked")).toEqual(["prompts/linked not-a-file"]);
    }
  });

  test("other prompts can still be loaded", async () => {
    const { sources } = await linked({ [`prompts/${id}/deeper/evals/more.yml`]: "elsewhere", [`prompts/${id}/README.md`]: "elsewhere" });
    for (const source of sources) expect(await problemsOfLoading(source, id)).toBe("loaded");
  });
});

test("folders and pipes in place of a document are problems too", async () => {
  const { root } = await linked({});
  await mkdir(join(root, `prompts/${id}/evals/folder.yml`));
  execFileSync("mkfifo", [join(root, `prompts/${id}/evals/pipe.yml`)]);
  const { problems } = await validate({ source: workTreeSource(root) }, { paths: [] });
  expect(problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([
    expect.stringContaining("folder.yml` is a folder;"),
    expect.stringContaining("pipe.yml` is a special file;"),
  ]);
});
