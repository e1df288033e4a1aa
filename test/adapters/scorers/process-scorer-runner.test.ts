import { afterEach, describe, expect, it } from "vitest";
import { processScorerRunner } from "../../../src/adapters/scorers/process-scorer-runner.ts";
import type { ScorerRunner } from "../../../src/ports/scorer-runner.ts";
import { scoreInput } from "../../helpers/score-input.ts";

const input = scoreInput({ output: "four", expected: "4", inputs: { n: 4 } });
let runner: ScorerRunner;
const run = (source: string, config?: number) => runner.run("scorers/x.mjs", Buffer.from(source), input, config);

describe("a scorer of the repository", () => {
  runner = processScorerRunner();
  afterEach(async () => {
    await runner.close();
    runner = processScorerRunner();
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

  it.each([
    ["NaN", "it returned NaN, which is no score."],
    ["null", "it returned null, which is no score."],
    ["10n", "it returned 10n, which is no score."],
    ["({ pass: true })", "it returned { pass: true }, which has no `score` from 0 to 1."],
    ["({ score: NaN })", "it returned { score: NaN }, which has no `score` from 0 to 1."],
  ])("is told what it returned, as it is written: %s", async (returned, why) => {
    await expect(run(`export default () => ${returned};`)).rejects.toMatchObject({ message: `The scorer scorers/x.mjs failed: ${why}` });
  });

  it.each([
    ["a file beside it", 'import "./lib.mjs";', "./lib.mjs"],
    ["a package", 'import "lodash";', "lodash"],
    ["a file anywhere", 'import "file:///etc/lib.mjs";', "/etc/lib.mjs"],
    ["a file, when it is asked", 'const lib = () => import("./lib.mjs");', "./lib.mjs"],
  ])("is told that it cannot import %s", async (_what, source, name) => {
    const why = `it imports \`${name}\`, and a scorer is one file: only Node's own modules can be imported, as \`node:crypto\`.`;
    await expect(run(`${source} export default async () => { await lib(); };`)).rejects.toMatchObject({ message: `The scorer scorers/x.mjs failed: ${why}` });
  });

  it("that fails with a sentence of its own ends it once", async () => {
    await expect(run("export default () => { throw new Error('No luck.'); };")).rejects.toMatchObject({ message: "The scorer scorers/x.mjs failed: No luck." });
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

  it.each([
    ["read files", 'fs.readFileSync("/etc/hostname")'],
    ["read the environment of its process from outside", 'fs.readFileSync("/proc/self/environ")'],
    ["read the environment of ours", "fs.readFileSync(`/proc/${process.ppid}/environ`)"],
    ["write files", 'fs.writeFileSync("/tmp/promptops-scorer-was-here", "x")'],
    ["start programs", 'child.spawnSync("id").error && (() => { throw child.spawnSync("id").error; })()'],
    ["start threads", 'new threads.Worker("", { eval: true })'],
  ])("cannot %s", async (_what, act) => {
    const source = `import fs from "node:fs"; import child from "node:child_process"; import threads from "node:worker_threads";
      export default () => { try { ${act}; return { score: 1, reason: "it could" }; } catch (error) { return { score: 0, reason: String(error.code) }; } };`;
    expect(await run(source)).toEqual({ score: 0, reason: "ERR_ACCESS_DENIED" });
  });

  it("keeps its process from one case to the next", async () => {
    const source = "let n = 0; export default () => ({ score: 0, reason: String(n += 1) });";
    expect((await run(source)).reason).toBe("1");
    expect((await run(source)).reason).toBe("2");
  });

  it.each([
    ["throws", "export default () => { throw new Error('boom'); };", "boom"],
    ["does not parse", "export default (", "Unexpected"],
    ["has no default export", "export const x = 1;", "no default export"],
    ["ends its process", "export default () => process.exit(0);", "ended its own process"],
    ["ends its process by an error nobody catches", "export default () => new Promise(() => setTimeout(() => { throw new Error('late'); }));", "late"],
  ])("that %s fails with its file's name, and the next case is scored all the same", async (_what, source, why) => {
    await expect(run(source)).rejects.toMatchObject({ code: "scorer-failed", message: expect.stringContaining(why) as string });
    expect(await run("export default () => true;")).toMatchObject({ pass: true });
  });

  it("is ended when it hangs, and can be asked again", async () => {
    runner = processScorerRunner({ timeoutMs: 300, memoryMb: 64 });
    const source = "export default (input, config) => { while (config === 1); return true; };";
    await expect(run(source, 1)).rejects.toMatchObject({ message: expect.stringContaining("did not answer within 0.3 s") as string });
    expect(await run(source, 0)).toMatchObject({ pass: true });
  });

  it("is ended when it eats memory", async () => {
    runner = processScorerRunner({ timeoutMs: 30_000, memoryMb: 32 });
    const source = "export default () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); };";
    await expect(run(source)).rejects.toMatchObject({ message: expect.stringContaining("more than 32 MB") as string });
  });

  it("is ended when it eats memory beside the heap, where no limit of Node's looks", async () => {
    runner = processScorerRunner({ timeoutMs: 30_000, memoryMb: 32 });
    const source = "export default () => { const all = []; for (;;) all.push(Buffer.alloc(1e6, 1)); };";
    await expect(run(source)).rejects.toMatchObject({ message: expect.stringContaining("more than 32 MB") as string });
    expect(await run("export default () => true;")).toMatchObject({ pass: true });
  });

  it("leaves no process behind", async () => {
    const { reason: pid } = await run("export default () => ({ score: 1, reason: String(process.pid) });");
    expect(() => process.kill(Number(pid), 0)).not.toThrow();
    await runner.close();
    await expect.poll(() => isThere(Number(pid))).toBe(false);
  });
});

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
