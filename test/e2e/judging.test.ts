import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EvalResult } from "../../src/core/results/eval.ts";
import { modelServer, sends } from "../helpers/model-server.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";
import { resultsOfFile } from "../helpers/results-of-file.ts";

/** A prompt whose model says the question back, a judge that likes politeness, and a rival that is ruder. */
const script = `schema_version: 1
rules:
  - { match: { model: judge, any: "claims" }, json: { claims: [{ claim: It is polite., reason: It says please., choice: supported }] } }
  - { match: { model: judge, any: ["which stands first", "rude"], pattern: "first answer:\\\\s+<data-\\\\w+>\\\\s+rude" }, json: { reason: Rude., choice: second } }
  - { match: { model: judge, any: ["which stands first", "rude"] }, json: { reason: Rude., choice: first } }
  - { match: { model: judge, system: "in one word", user: please }, json: { reason: Says please., choice: warm } }
  - { match: { model: judge, user: please }, json: { reason: Says please., choice: pass } }
  - { match: { model: judge }, json: { reason: No please., choice: fail } }
  - { match: { model: rival }, answer: rude }
  - { match: { pattern: "(?s:(.+))" }, answer: "$1" }
`;

async function project(assertions: string, more: Readonly<Record<string, string>> = {}): Promise<TempRepo> {
  const repo = await tempRepo();
  await repo.commit({
    ".promptops.yml": `schema_version: 1
providers:
  demo: { kind: scripted, rules: scripted/rules.yml }
environments:
  production: {}
release: { target: production }
evaluation: { judge: demo/judge }
`,
    "scripted/rules.yml": script,
    "prompts/reply/prompt.yml":
      'schema_version: 1\nvariables:\n  text: { type: string }\nmessages:\n  - { role: user, content: "{{ text }}" }\nmodel: { id: demo/small }\n',
    "prompts/reply/evals/main.yml": `schema_version: 1\nassertions: ${assertions}\ncases:\n  - { id: polite, inputs: { text: Come in please. } }\n`,
    ...more,
  });
  return repo;
}

async function evaluated(repo: TempRepo, ...args: string[]) {
  const { exitCode, json } = await runJson(["eval", ...args], { cwd: repo.root });
  const { evaluation } = (json.data ?? {}) as EvalResult;
  return { exitCode, json, evaluation, results: evaluation === undefined ? [] : await resultsOfFile(evaluation.results) };
}

describe("judging through the command line", () => {
  it("asks a scripted judge, in every way there is, and shows what it said", async () => {
    const repo = await project(`
  - { type: rubric, rubric: Is it polite? }
  - { type: context-faithfulness, context_variable: text }
  - { type: pairwise, criteria: Which is politer?, against: demo/rival }
  - type: assert-set
    assertions: [{ type: contains, value: please }, { type: rubric, rubric: Is it polite? }]`);
    const { exitCode, results } = await evaluated(repo);
    expect(exitCode).toBe(0);
    expect(results[0]?.checks.map(({ type, score, reason }) => [type, score, reason])).toEqual([
      ["rubric", 1, "pass: Says please."],
      ["context-faithfulness", 1, "1 of 1 claims hold"],
      ["pairwise", 1, "preferred in both orders; first: Rude."],
      ["assert-set", 1, "all 2 hold"],
    ]);
    expect(results[0]?.judging).toMatchObject({ calls: 5, cost_nano_usd: 0 });
  });

  it("asks the repository's own judge in its own words, and anew when those change", async () => {
    const judge = (words: string) => `schema_version: 1
version: 1
messages:
  - { role: system, content: ${words} }
  - { role: user, content: "{{ answer }}" }
choices: { warm: 0.9, cold: 0 }
`;
    const repo = await project("[{ type: rubric, rubric: Is it polite?, judge: tone }]", { "judges/tone.yml": judge("Judge the tone in one word.") });
    expect((await runCli(["validate"], { cwd: repo.root })).exitCode).toBe(0);
    const first = await evaluated(repo);
    expect(first.results[0]?.checks[0]).toMatchObject({ score: 0.9, pass: true, reason: "warm: Says please." });
    await repo.write({ "judges/tone.yml": judge("Say in one word how it sounds.") });
    const second = await evaluated(repo);
    expect(second.results[0]?.judging?.calls).toBe(1);
    expect(second.evaluation?.prompts[0]?.totals.calls).toBe(0);
  });

  it("says where a judge is wrong, and evaluates nothing by it", async () => {
    const repo = await project("[{ type: rubric, rubric: Is it polite?, judge: tone }]", {
      "judges/tone.yml": "schema_version: 1\nversion: 1\nmessages:\n  - role: user\n    content: |\n      {{ anser }}\nchoices: { a: 1, b: 0 }\n",
    });
    for (const args of [["validate"], ["eval"]]) {
      const { exitCode, stdout, stderr } = await runCli(args, { cwd: repo.root });
      expect(exitCode).toBe(2);
      expect(stdout + stderr).toMatch(/judges\/tone\.yml:6:10: unknown-variable: A judge knows nothing called `anser`\.\s+hint: Did you mean `answer`\?/);
    }
  });

  it("holds a release back while a person has not said", async () => {
    const repo = await project("[{ type: human, question: Would you send it? }]");
    const { exitCode, evaluation } = await evaluated(repo);
    expect({ exitCode, verdict: evaluation?.verdict }).toEqual({ exitCode: 8, verdict: "pending" });
    const shown = await runCli(["eval"], { cwd: repo.root });
    expect(shown.exitCode).toBe(8);
    expect(shown.stdout).toContain("PENDING  main/polite");
    const gate = await runJson(["gate", "reply"], { cwd: repo.root });
    expect(gate.exitCode).toBe(5);
    expect(JSON.stringify(gate.json)).toContain("pending-cases");
    expect((await runCli(["publish", "reply"], { cwd: repo.root })).exitCode).toBe(5);
  });

  it("runs scorers of every kind away from the key, and none of them with --no-code", async () => {
    const server = await modelServer();
    server.next(sends({ score: 1, reason: "the server likes it" }));
    const repo = await project(
      `
  - { type: javascript, file: scorers/tone.mjs }
  - { type: exec, command: [${JSON.stringify(process.execPath)}, scorers/count.mjs] }
  - { type: webhook, url: "${server.baseUrl}/score", key_env: SCORES_KEY, allow_private: true }`,
      {
        "scorers/tone.mjs":
          "export default ({ output }) => ({ score: output.includes('please') ? 1 : 0, reason: `${Object.keys(process.env).length} variables` });\n",
        "scorers/count.mjs":
          'import { readFileSync } from "node:fs";\nconst { input } = JSON.parse(readFileSync(0, "utf8"));\nconsole.log(JSON.stringify({ score: 1, reason: `${input.output.length} characters, key ${process.env.SCORES_KEY ?? "unknown"}` }));\n',
      },
    );
    const env = { SCORES_KEY: "scores-key-0123456789" };
    const { exitCode, stdout } = await runCli(["eval", "--json"], { cwd: repo.root, env });
    expect(exitCode).toBe(0);
    expect(server.calls[0]?.headers.authorization).toBe("Bearer scores-key-0123456789");
    const { data } = JSON.parse(stdout) as { data: EvalResult };
    const [recorded] = await resultsOfFile(data.evaluation!.results);
    expect(recorded?.checks.map(({ reason }) => reason)).toEqual(["0 variables", "15 characters, key unknown", "the server likes it"]);
    expect(recorded + stdout).not.toContain("scores-key");

    const refused = await runCli(["eval", "--no-code"], { cwd: repo.root, env });
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain("error[code-refused]: Case polite is judged by code of this repository's choosing (`javascript`)");
    expect(refused.stderr).toContain("prompts/reply/evals/main.yml:7");
  });

  it("reads a released version's scorers from its tag, whatever the work tree has become", async () => {
    const repo = await project(`[{ type: exec, command: [${JSON.stringify(process.execPath)}, scorers/a.mjs] }]`, {
      "scorers/a.mjs": 'console.log(JSON.stringify({ score: 1, reason: "as released" }));\n',
    });
    expect((await runCli(["publish", "reply"], { cwd: repo.root })).exitCode).toBe(0);
    await repo.write({ "scorers/a.mjs": 'console.log(JSON.stringify({ score: 0, reason: "as edited" }));\n' });
    const { results } = await evaluated(repo, "reply@1.0.0");
    expect(results[0]?.checks[0]?.reason).toBe("as released");
    expect((await evaluated(repo)).results[0]?.checks[0]?.reason).toBe("as edited");
  });
});

describe("the schemas that init writes", () => {
  it("have one for judges", async () => {
    const repo = await tempRepo();
    await runCli(["init", "--starter", "minimal", "--yes"], { cwd: repo.root });
    const schema = JSON.parse(await readFile(join(repo.root, ".promptops/schemas/judge.json"), "utf8")) as { required: string[] };
    expect(schema.required).toEqual(["schema_version", "version", "messages"]);
  });
});
