import { access, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

const files = {
  ".promptops.yml": "schema_version: 1\nproviders:\n  demo: { kind: scripted, rules: rules.yml }\n",
  "rules.yml": "schema_version: 1\nrules:\n  - { answer: ok }\n",
  "prompts/one/prompt.yml": "schema_version: 1\nmessages:\n  - { role: user, content: Well? }\nmodel: { id: demo/small }\n",
  "prompts/one/evals/main.yml": "schema_version: 1\ncases:\n  - { id: one, assertions: [{ type: equals, value: ok }] }\n",
};

test("a cache that cannot be used costs a warning, and none at all when it is off", async () => {
  const repo = await tempRepo();
  await repo.commit(files);
  await mkdir(join(repo.root, ".git/promptops"), { recursive: true });
  await writeFile(join(repo.root, ".git/promptops/cache"), "in the way");
  const on = await runCli(["eval"], { cwd: repo.root });
  expect(on).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("warning: The cache of answers cannot be opened") });
  const off = await runCli(["eval", "--no-cache"], { cwd: repo.root });
  expect(off.exitCode).toBe(0);
  expect(off.stderr).not.toContain("cache");
});

test("`--no-cache` makes no cache", async () => {
  const repo = await tempRepo();
  await repo.commit(files);
  expect(await runCli(["eval", "--no-cache"], { cwd: repo.root })).toMatchObject({ exitCode: 0 });
  await expect(access(join(repo.root, ".git/promptops/cache"))).rejects.toThrow("ENOENT");
});
