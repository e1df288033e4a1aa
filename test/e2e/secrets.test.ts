import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { modelServer, says } from "../helpers/model-server.ts";
import { runCli } from "../helpers/run-cli.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

const key = "sk-planted-9081726354";

test("a key that a model repeats in its answer is scored as it is, and neither shown nor kept anywhere", async () => {
  const server = await modelServer();
  server.next(says({ text: key }));
  const repo = await tempRepo();
  await repo.commit({
    ".promptops.yml": `schema_version: 1\nproviders:\n  local: { kind: openai, api: chat, base_url: "${server.baseUrl}", api_key_env: PLANTED, max_retries: 0 }\nprices:\n  local/one: { input: 1, output: 2 }\n`,
    "prompts/echo/prompt.yml": "schema_version: 1\nmessages:\n  - { role: user, content: Your key? }\nmodel: { id: local/one }\n",
    "prompts/echo/evals/main.yml":
      "schema_version: 1\ncases:\n  - { id: told, assertions: [{ type: regex, value: '^sk-planted-[0-9]+$' }] }\n  - { id: wrong, assertions: [{ type: equals, value: no }] }\n",
  });

  for (const args of [["eval"], ["eval", "--json"], ["eval", "--report", "junit"]]) {
    const { stdout, stderr } = await runCli(args, { cwd: repo.root, env: { PLANTED: key } });
    expect(stdout + stderr).not.toContain(key);
  }
  const files = (await readdir(repo.root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const holding: string[] = [];
  let results = "";
  for (const { parentPath, name } of files) {
    const text = await readFile(join(parentPath, name), "latin1");
    if (text.includes(key)) holding.push(name);
    if (name === "results.jsonl") results = text;
  }
  expect(holding).toEqual([]);
  expect(results).toMatch(/"case":"told".*\[redacted\]/);
});
