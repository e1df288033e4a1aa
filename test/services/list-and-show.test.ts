import { Check, Errors } from "typebox/value";
import { expect, test } from "vitest";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { workTreeSource } from "../../src/adapters/fs/work-tree-source.ts";
import { makeStatement } from "../../src/core/release/make-statement.ts";
import { writeTagMessage } from "../../src/core/release/tag-message.ts";
import { ListResult } from "../../src/core/results/list.ts";
import { ShowResult } from "../../src/core/results/show.ts";
import { listText } from "../../src/reporters/list-text.ts";
import { showText } from "../../src/reporters/show-text.ts";
import { listPrompts } from "../../src/services/list-prompts.ts";
import { loadPrompt } from "../../src/services/load-prompt.ts";
import { showPrompt } from "../../src/services/show-prompt.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";
import { validProject } from "../helpers/valid-project.ts";

const id = "billing/summarize";

async function publish(repo: TempRepo, commit: string, version: string): Promise<void> {
  const { digest: promptDigest } = await loadPrompt((await openGitRepo(repo.root)).at(commit), id);
  const gate = { verdict: "pass", mode: "smoke", candidate: { prompt_digest: promptDigest }, summary: "fine", steps: [] } as const;
  const by = { name: "Ada", email: "ada@example.com" };
  const statement = makeStatement({
    prompt: id,
    version,
    commit,
    promptDigest,
    evidence: undefined,
    baseline: undefined,
    gate: { ...gate, steps: [] },
    message: undefined,
    toolVersion: "0.0.0",
    by,
    at: 0,
  });
  await repo.git("tag", "--annotate", `${id}@${version}`, "--message", writeTagMessage(statement), commit);
}

async function repository(): Promise<{ repo: TempRepo; deps: Parameters<typeof showPrompt>[0] }> {
  const repo = await tempRepo();
  const commit = await repo.commit(validProject);
  await publish(repo, commit, "1.9.0");
  await publish(repo, commit, "1.10.0");
  await repo.git("tag", "--annotate", `${id}@2.0.0`, "--message", "another tool's");
  return { repo, deps: { source: workTreeSource(repo.root), git: await openGitRepo(repo.root) } };
}

test("the list has the highest version that is one, by number and not by letters", async () => {
  const { deps } = await repository();
  const result = await listPrompts(deps);
  expect([...Errors(ListResult, result)]).toEqual([]);
  expect(result.prompts).toEqual([{ id, model: "demo/small", suites: ["smoke"], owners: ["team-billing"], latest_version: "1.10.0" }]);
});

test("a prompt that cannot be read is listed with the reason, and does not hide the others", async () => {
  const { repo, deps } = await repository();
  await repo.write({ "prompts/broken/prompt.yml": "schema_version: 1\nmesages: []\n" });
  const { prompts } = await listPrompts(deps);
  expect(prompts.map((prompt) => [prompt.id, prompt.problem === undefined])).toEqual([
    [id, true],
    ["broken", false],
  ]);
});

test("the list has a row per prompt, and breaks descriptions between words where the screen ends", async () => {
  const { deps } = await repository();
  const prompts = [
    ...(await listPrompts(deps)).prompts,
    { id: "other", suites: [], owners: [], description: "Two\nlines and\nmore of them, until the screen is full" },
  ];
  expect(listText({ prompts }, { width: 82, color: false })).toBe(
    [
      "prompt             version  model       suites  owners        description",
      "billing/summarize  1.10.0   demo/small  smoke   team-billing",
      "other              –        –           –       –             Two lines and more",
      "                                                              of them, until the",
      "                                                              screen is full",
    ].join("\n"),
  );
  expect(listText({ prompts }, { width: 82, color: false, endless: true })).toContain("until the screen is full");
  expect(listText({ prompts: [] }, { width: 80, color: false })).toContain("promptops new prompt");
});

test("a prompt is shown as it is, and a version as it was", async () => {
  const { repo, deps } = await repository();
  const version = await showPrompt(deps, { prompt: `${id}@1.9.0` });
  await repo.write({ "partials/house/style.liquid": "Be brief, {{ audience }}.\n" });
  const now = await showPrompt(deps, { prompt: id });
  expect(Check(ShowResult, now) && Check(ShowResult, version)).toBe(true);
  expect(now.version).toBeUndefined();
  expect(version).toMatchObject({ version: "1.9.0", suites: ["smoke"], partials: ["house/style"] });
  expect(now.digest).not.toBe(version.digest);
  expect(now.variables).toEqual([
    { name: "text", required: true, sensitive: false, schema: { type: "string", maxLength: 2000 } },
    { name: "tone", required: false, sensitive: false, schema: { type: "string", enum: ["formal", "friendly"], default: "formal" } },
  ]);
});

test("a shown prompt reads from top to bottom", async () => {
  const { deps } = await repository();
  const { digest, ...rest } = await showPrompt(deps, { prompt: id });
  expect(showText({ digest, ...rest }, { width: 80, color: false }).replace(digest, "DIGEST")).toMatchInlineSnapshot(`
    "billing/summarize
    digest    DIGEST
    engine    liquid
    model     demo/small
    partials  house/style
    suites    smoke

    variables
      text: string, required, { maxLength: 2000 }
      tone: string, optional, { enum: [ formal, friendly ], default: formal }

    system
      {% render "house/style", audience: tone %}

    user
      Summarize: {{ text }}

    manifest
      schema_version: 1
      scope: Summaries of tickets.
      task_class: summarization
      owners:
        - team-billing
      gates:
        production:
          suites:
            - smoke"
  `);
});

test("an unknown prompt or version is refused with the nearest name", async () => {
  const { deps } = await repository();
  await expect(showPrompt(deps, { prompt: "billing/sumarize" })).rejects.toMatchObject({ code: "unknown-prompt", hint: "Did you mean `billing/summarize`?" });
  await expect(showPrompt(deps, { prompt: `${id}@1.9.1` })).rejects.toMatchObject({
    code: "unknown-version",
    hint: expect.stringContaining(`${id}@1.9.0`) as string,
  });
  await expect(showPrompt(deps, { prompt: `${id}@latest` })).rejects.toMatchObject({ code: "invalid-version-name" });
});

test("the default of a sensitive variable is not shown", async () => {
  const { repo, deps } = await repository();
  const file = `prompts/${id}/prompt.yml`;
  await repo.write({ [file]: (validProject[file] ?? "").replace("default: formal }", "default: formal, sensitive: true }") });
  const { variables } = await showPrompt(deps, { prompt: id });
  expect(variables.find(({ name }) => name === "tone")?.schema["default"]).toBe("‹masked›");
});
