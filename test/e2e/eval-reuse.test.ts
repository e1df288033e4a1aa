import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

const suite = (...words: readonly string[]) =>
  `schema_version: 1\nassertions: [{ type: equals, value: yes }]\ncases:\n${words.map((word) => `  - { id: ${word}, inputs: { word: ${word} } }\n`).join("")}`;
const files = {
  ".gitignore": ".promptops/\n",
  ".promptops.yml": "schema_version: 1\nproviders:\n  demo: { kind: scripted, rules: rules.yml }\n",
  "rules.yml": "schema_version: 1\nrules:\n  - { match: { user: late }, answer: no }\n  - { answer: yes }\n",
  "prompts/one/prompt.yml":
    'schema_version: 1\nvariables: { word: { type: string } }\nmessages:\n  - { role: user, content: "{{ word }}" }\nmodel: { id: demo/small }\n',
  "prompts/one/evals/main.yml": suite("early", "late"),
};

test("a clone takes over what the ledger has, asks for the rest, and says what failed elsewhere", async () => {
  const repo = await tempRepo();
  await repo.commit(files);
  await repo.addRemote();
  await repo.git("push", "--quiet", "origin", "main");
  const clone = await repo.clone();
  const told = async (at: { readonly root: string }, ...args: string[]) => {
    const { stdout, stderr, exitCode } = await runCli(args, { cwd: at.root, env: { COLUMNS: "120" } });
    const [text, errors] = [stdout, stderr].map((each) =>
      each.replaceAll(/\d{8}T\d{9}Z-[0-9a-f]{8}/g, "<id>").replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "<time>"),
    );
    return `${text}${errors}exit ${exitCode}`;
  };
  expect(await told(repo, "eval")).toMatch(/fail: 1 of 2 cases failed\.\n.*\nexit 1$/);
  expect(await told(repo, "evidence", "share")).toMatch(/exit 0$/);

  await clone.commit({ "prompts/one/evals/main.yml": suite("early", "late", "new") });
  expect(await told(clone, "eval", "--reuse", "--dry-run")).toMatchInlineSnapshot(`
    "2 cases are proved by earlier evidence, and are not run.
    1 answer, 0 of them from the cache: 1 call.
    About 5 input tokens; at most $0.
    Nothing was called.
    exit 0"
  `);
  expect(await told(clone, "eval", "--reuse")).toMatchInlineSnapshot(`
    "FAIL  main/late
        proved by evaluation <id> of <time> UTC, and its answer is not kept here: where that was made, \`promptops eval show <id> --case main/late\` shows it; \`promptops eval one --case main/late --no-reuse\` asks anew

    one · demo/small

    suite  cases  passed  failed  score  cost  latency  reused
    main       3       2       1   0.67    $0     0 ms       2

    fail: 1 of 3 cases failed.
    next: the same with \`--no-reuse\` asks anew: nothing of their answers is kept here.
    exit 1"
  `);
  expect(await told(clone, "eval", "show", "--case", "main/late")).toMatchInlineSnapshot(`
    "<id> · <time> UTC

    FAIL  one main/late  0.00
      inputs
        word: late
      taken over
        proved by evaluation <id> of <time> UTC, and its answer is not kept here: where that was made, \`promptops eval show <id> --case main/late\` shows it; \`promptops eval one --case main/late --no-reuse\` asks anew
    exit 0"
  `);
  expect(await told(clone, "eval", "list")).toMatchInlineSnapshot(`
    "evaluation                    started               verdict  passed  failed  errors  cost  of
    <id>  <time> UTC  fail     2/3     1       0       $0    one (2 reused)
    exit 0"
  `);
  expect(await told(clone, "eval", "--reuse", "--no-cache")).toMatchInlineSnapshot(`
    "error[invalid-flag]: \`--reuse\` asks nobody about cases that evidence proves, and \`--no-cache\` asks for every answer anew.
     --> --reuse
    hint: Leave one of them out.
    exit 2"
  `);
  // The project's word, and the answer that was missing.
  await clone.commit({ ".promptops.yml": `${files[".promptops.yml"]}evaluation: { reuse: true }\n` });
  expect(await told(clone, "eval")).toMatch(/proved by evaluation <id> of <time> UTC, and its answer is not kept here[^]*\nexit 1$/);
  expect(await told(clone, "eval", "one", "--case", "main/late", "--no-reuse")).toMatch(/answer: no[^]*\nexit 1$/);
});

test("without a ledger or a remote there is nothing to take over but what is here", async () => {
  const repo = await tempRepo();
  await repo.commit({ ...files, "prompts/one/evals/main.yml": suite("early") });
  expect(await runCli(["eval", "--reuse"], { cwd: repo.root })).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.not.stringContaining("reused") });
  await rm(join(repo.root, ".git/promptops/cache"), { recursive: true });
  expect(await runCli(["eval", "--reuse"], { cwd: repo.root })).toMatchObject({
    exitCode: 0,
    stderr: "",
    stdout: expect.stringMatching(/reused\n.*\s1\n\npass: the case passed\./),
  });
});
