import { afterEach, describe, expect, it } from "vitest";
import { workerScorerRunner } from "../../../src/adapters/scorers/worker-scorer-runner.ts";
import type { ScorerRunner } from "../../../src/ports/scorer-runner.ts";
import { scoreInput } from "../../helpers/score-input.ts";

const input = scoreInput({ output: "four", expected: "4", inputs: { n: 4 } });
let runner: ScorerRunner;
const run = (source: string, config?: number) => runner.run("scorers/x.mjs", Buffer.from(source), input, config);

describe("a scorer of the repository", () => {
  runner = workerScorerRunner();
  afterEach(async () => {
    await runner.close();
    runner = workerScorerRunner();
  });

  it.each([
    ["true", { score: 1, pass: true }],
    ["false", { score: 0, pass: false }],
    ["0.25", { score: 0.25 }],
    ["({ score: 0.5, pass: true, reason: 'close' })", { score: 0.5, pass: true, reason: "close" }],
    ["Promise.resolve({ score: 1 })", { score: 1 }],
  ])("may return %s", async (returned, scored) => {
    expect(await run(`export default () => ${returned};`)).toMatchObject(scored);
  });

  it.each([
    "undefined",
    "null",
    "'yes'",
    "2",
    "-0.1",
    "NaN",
    "({})",
    "({ score: '1' })",
    "({ score: 1, pass: 'yes' })",
    "({ score: 1, reason: 7 })",
    "(() => 1)",
  ])("is refused when it returns %s", async (returned) => {
    await expect(run(`export default () => ${returned};`)).rejects.toMatchObject({ code: "scorer-failed", where: "scorers/x.mjs" });
  });

  it("sees the answer, the case and its configuration", async () => {
    expect(
      await run("export default (input, config) => ({ score: config, reason: `${input.output} ${input.expected} ${input.inputs.n}` });", 0.75),
    ).toMatchObject({ score: 0.75, reason: "four 4 4" });
  });

  it("sees nothing of our environment", async () => {
    process.env["PROMPTOPS_TEST_SECRET"] = "hidden";
    expect(await run("export default () => Object.keys(process.env).length === 0;")).toMatchObject({ pass: true });
  });

  it("keeps its thread from one case to the next", async () => {
    const source = "let n = 0; export default () => ({ score: 0, reason: String(n += 1) });";
    expect((await run(source)).reason).toBe("1");
    expect((await run(source)).reason).toBe("2");
  });

  it.each([
    ["throws", "export default () => { throw new Error('boom'); };", "boom"],
    ["does not parse", "export default (", "Unexpected"],
    ["has no default export", "export const x = 1;", "no default export"],
    ["ends its thread", "export default () => process.exit(0);", "ended its own thread"],
    ["ends its thread by an error nobody catches", "export default () => new Promise(() => setTimeout(() => { throw new Error('late'); }));", "late"],
  ])("that %s fails with its file's name, and the next case is scored all the same", async (_what, source, why) => {
    await expect(run(source)).rejects.toMatchObject({ code: "scorer-failed", message: expect.stringContaining(why) as string });
    expect(await run("export default () => true;")).toMatchObject({ pass: true });
  });

  it("is ended when it hangs, and can be asked again", async () => {
    runner = workerScorerRunner({ timeoutMs: 300, memoryMb: 64 });
    const source = "export default (input, config) => { while (config === 1); return true; };";
    await expect(run(source, 1)).rejects.toMatchObject({ message: expect.stringContaining("did not answer within 0.3 s") as string });
    expect(await run(source, 0)).toMatchObject({ pass: true });
  });

  it("is ended when it eats memory", async () => {
    runner = workerScorerRunner({ timeoutMs: 30_000, memoryMb: 32 });
    const source = "export default () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); };";
    await expect(run(source)).rejects.toMatchObject({ message: expect.stringContaining("more than 32 MB") as string });
  });
});
