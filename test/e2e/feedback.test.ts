import { beforeAll, describe, expect, test } from "vitest";
import type { EvalResult } from "../../src/core/results/eval.ts";
import type { FeedbackAddResult, FeedbackAgreementResult, FeedbackListResult } from "../../src/core/results/feedback.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";

const files = {
  ".promptops.yml": "schema_version: 1\nproviders:\n  demo: { kind: scripted, rules: rules.yml }\n",
  "rules.yml": "schema_version: 1\nrules:\n  - { match: { user: Two }, answer: Bad luck. }\n  - { answer: Good morning. }\n",
  "prompts/greet/prompt.yml":
    'schema_version: 1\nvariables: { name: { type: string } }\nmessages: [{ role: user, content: "Greet {{ name }}." }]\nmodel: { id: demo/small }\n',
  "prompts/greet/evals/main.yml": `schema_version: 1
cases:
  - { id: asked, inputs: { name: One }, assertions: [{ type: human, question: Is it kind? }] }
  - { id: checked, inputs: { name: Two }, assertions: [{ type: contains, value: Good }] }
  - { id: passed, inputs: { name: Three }, assertions: [{ type: contains, value: Good }] }
  - { id: unrated, inputs: { name: Four }, assertions: [{ type: contains, value: Good }] }
`,
};

describe("what people say", () => {
  let repo: TempRepo;
  let evaluation: string;

  beforeAll(async () => {
    repo = await tempRepo();
    await repo.commit(files);
    const { json } = await runJson(["eval"], { cwd: repo.root });
    evaluation = (json.data as EvalResult).evaluation!.id;
  });

  test("ends the wait of a case, as long as the answer stays the same", async () => {
    const before = await runJson(["eval", "--case", "asked"], { cwd: repo.root });
    expect(before).toMatchObject({ exitCode: 8, json: { data: { evaluation: { verdict: "pending" } } } });
    const id = (before.json.data as EvalResult).evaluation!.id;
    const { json, exitCode } = await runJson(["feedback", "add", id, "--case", "main/asked", "--good", "--comment", "Warm."], { cwd: repo.root });
    expect(exitCode).toBe(0);
    const added = json.data as FeedbackAddResult;
    expect(added).toMatchObject({ outcome: "added", shared: true, next: "promptops eval greet", feedback: { result: { status: "pending", case: "asked" } } });
    expect(await runJson(["feedback", "add", id, "--case", "main/asked", "--good", "--comment", "Warm."], { cwd: repo.root })).toMatchObject({
      json: { data: { outcome: "already-there" } },
    });
    expect(await runJson(["eval", "--case", "asked"], { cwd: repo.root })).toMatchObject({ exitCode: 0, json: { data: { evaluation: { verdict: "pass" } } } });
    await repo.write({ "rules.yml": files["rules.yml"].replace("Good morning", "Good evening") });
    expect(await runJson(["eval", "--case", "asked"], { cwd: repo.root })).toMatchObject({ exitCode: 8 });
    await repo.write({ "rules.yml": files["rules.yml"] });
  });

  test("shows where it contradicts the evaluation, imported or typed", async () => {
    await repo.write({
      "ratings.csv": `evaluation,case,verdict,rater,comment\n${evaluation},main/checked,good,Ben,"fine, really"\n${evaluation},main/passed,bad,Cleo,too stiff\n`,
    });
    expect(await runJson(["feedback", "import", "ratings.csv"], { cwd: repo.root })).toMatchObject({
      exitCode: 0,
      json: { data: { added: 2, already_there: 0 } },
    });
    expect(await runJson(["feedback", "import", "ratings.csv"], { cwd: repo.root })).toMatchObject({ json: { data: { added: 0, already_there: 2 } } });
    const { json } = await runJson(["feedback", "list", "greet", "--contradictions"], { cwd: repo.root });
    const { feedback } = json.data as FeedbackListResult;
    expect(new Map(feedback.map(({ rater, contradiction }) => [rater, contradiction?.kind]))).toEqual(
      new Map([
        ["Ben", "failed-and-good"],
        ["Cleo", "passed-and-bad"],
      ]),
    );
    const { stdout } = await runCli(["feedback", "list", "--contradictions"], { cwd: repo.root });
    expect(stdout).toContain("greet main/passed: Make what is wrong with it an assertion of `main/passed`, or a case of its own.");
    const agreed = (await runJson(["feedback", "agreement", "greet"], { cwd: repo.root })).json.data as FeedbackAgreementResult;
    expect(agreed.checks).toMatchObject([
      // Of three answers two passed, of which people rated one.
      { check: "contains", n: 2, observed: 0, answers: 3, passed: 2 / 3 },
      { check: "verdict", n: 2, observed: 0, answers: 3, passed: 2 / 3 },
    ]);
    expect((await runCli(["feedback", "agreement"], { cwd: repo.root })).stdout).toContain("With fewer than 30 answers these numbers say little");
    expect(await runCli(["ledger", "verify"], { cwd: repo.root })).toMatchObject({ exitCode: 0 });
  });

  test.each([
    [["feedback", "add", "20260101T000000000Z-00000000", "--case", "x", "--good"], "unknown-evaluation"],
    [["feedback", "add", "nobody~20260101T000000Z", "--bad"], "unknown-run"],
    [["feedback", "add", "EVALUATION", "--case", "main/aksed", "--good"], "--case main/asked"],
    [["feedback", "add", "EVALUATION", "--good"], "--case SUITE/CASE"],
    [["feedback", "add", "EVALUATION", "--case", "asked"], "--good` or `--bad"],
    [["feedback", "add", "EVALUATION", "--case", "asked", "--good", "--score", "7"], '"7" is no score'],
  ])("refuses %j", async (argv, part) => {
    const { stderr, exitCode } = await runCli(
      argv.map((word) => (word === "EVALUATION" ? evaluation : word)),
      { cwd: repo.root },
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain(part);
  });

  test.each(["", "foo,bar\n"])("a file without rows is refused: %j", async (text) => {
    await repo.write({ "none.csv": text });
    const { stderr, exitCode } = await runCli(["feedback", "import", "none.csv"], { cwd: repo.root });
    expect([exitCode, stderr.split("\n")[0]]).toEqual([2, "error[invalid-feedback]: none.csv holds no feedback."]);
  });

  test("a file with a wrong row is not imported at all", async () => {
    await repo.write({ "wrong.jsonl": `{"evaluation":"${evaluation}","case":"main/passed","verdict":"good","rater":"Dan"}\n{"run":"x","verdict":"fine"}\n` });
    const { stderr, exitCode } = await runCli(["feedback", "import", "wrong.jsonl"], { cwd: repo.root });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('wrong.jsonl:2: invalid-feedback: `verdict` cannot be "fine".');
    const { json } = await runJson(["feedback", "list"], { cwd: repo.root });
    expect((json.data as FeedbackListResult).feedback.map(({ rater }) => rater)).not.toContain("Dan");
  });

  test("on standard input is JSON Lines, which a wrong line is told", async () => {
    const { stderr, exitCode } = await runCli(["feedback", "import", "-"], { cwd: repo.root, input: "evaluation,case,verdict\n" });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Nothing of standard input was imported.");
    expect(stderr).toContain('Each line is one object: {"evaluation": ');
    expect((await runCli(["feedback", "import", "--help"], { cwd: repo.root })).stdout).toContain("- is JSON Lines on standard");
  });

  test("of a prompt that nobody knows is refused with the nearest one", async () => {
    for (const command of ["list", "agreement"])
      expect(await runJson(["feedback", command, "gret"], { cwd: repo.root })).toMatchObject({
        exitCode: 2,
        json: { error: { code: "unknown-prompt", hint: "Did you mean `greet`?" } },
      });
    expect((await runCli(["runs", "list", "--since", "2999-01-01"], { cwd: repo.root })).stderr).toContain("2999-01-01T00:00:00Z is still to come.");
  });
});
