import { beforeAll, describe, expect, test } from "vitest";
import { gate } from "../../src/services/gate.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { verify } from "../../src/services/verify.ts";
import { copyOfProject, promptFiles, releaseProject, type Deps, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const cases = 120;
let live: ReleaseProject;

beforeAll(async () => {
  live = await releaseProject({ ...promptFiles({ cases }), "prompts/billing/summarize/evals/must.yml": mustPass });
  const deps = await live.deps();
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
});

const mustPass = `schema_version: 1
cases:
  - { id: always, must_pass: true, inputs: { item: 999 }, assertions: [{ type: equals, value: ok }] }
`;

function support(gated: { readonly gate: { readonly steps: readonly { readonly step: string; readonly numbers?: unknown }[] } }): unknown {
  return gated.gate.steps.find(({ step }) => step === "support")?.numbers;
}

async function newest(deps: Deps) {
  const [id = ""] = await deps.evaluations.ids();
  return deps.evaluations.read(id);
}

describe("a sequential gate", () => {
  test("passes a harmless edit before all cases were run, and says what it saved", async () => {
    const project = await copyOfProject(live);
    await project.temp.write(promptFiles({ cases, more: "Be brief." }));
    const deps = await project.deps(1000);
    const gated = await gate(deps, { prompt, sequential: true });
    expect(gated.gate).toMatchObject({ verdict: "pass", mode: "no-regress" });
    // What is live was evaluated before: only the candidate is asked, ten cases a turn, the must-pass case first.
    expect(deps.calls.length).toBeLessThan(cases);
    expect(support(gated)).toMatchObject({ pairs: 78, cases_in_all: cases + 1, calls_made: deps.calls.length, calls_saved: cases + 1 - deps.calls.length });
    const kept = await newest(deps);
    expect(kept?.evidence).toMatchObject([{ complete: false, totals: { cases: deps.calls.length } }]);

    // Asked again, the same order gives the same answer for nothing.
    const comparison = ({ gate: { steps } }: typeof gated) => steps.find(({ step }) => step === "comparison");
    const twice = await project.deps(1500);
    expect(comparison(await gate(twice, { prompt, sequential: true }))).toEqual(comparison(gated));
    expect(twice.calls).toEqual([]);
    // It is no evidence of the whole: a gate that waits for all cases runs the others.
    const whole = await project.deps(2000);
    expect((await gate(whole, { prompt })).gate.verdict).toBe("pass");
    expect(whole.calls.length).toBe(cases + 1 - deps.calls.length);
    // And so it is with all known.
    const again = await project.deps(3000);
    expect(comparison(await gate(again, { prompt, sequential: true }))).toEqual(comparison(gated));
    expect(again.calls).toEqual([]);
  });

  test("runs both sides where neither is known, in the same order each time", async () => {
    const project = await copyOfProject(live);
    const changed = promptFiles({ cases: cases + 1, more: "Be brief." });
    await project.temp.write(changed);
    const [one, two] = [await project.deps(1000), await project.deps(1000)];
    const gated = await gate(one, { prompt, sequential: true, fresh: true });
    expect(gated.gate.verdict).toBe("pass");
    expect(support(gated)).toMatchObject({ calls_made: one.calls.length });
    const asked = (deps: Deps) => deps.calls.map((request) => JSON.stringify(request)).sort();
    await gate(two, { prompt, sequential: true, fresh: true });
    expect(asked(two)).toEqual(asked(one));
  });

  test("ends with a broken must-pass case before anybody is compared", async () => {
    const project = await copyOfProject(live);
    await project.temp.write(promptFiles({ cases, quality: "bad" }));
    const deps = await project.deps(1000);
    const gated = await gate(deps, { prompt, sequential: true });
    expect(gated.gate).toMatchObject({ verdict: "fail" });
    expect(gated.gate.steps.map(({ code }) => code)).toContain("must-pass-failed");
    expect(deps.calls).toHaveLength(1);
  });

  test("ends with a loss, and with an error, as soon as there is one", async () => {
    const project = await copyOfProject(live);
    await project.temp.git("rm", "--quiet", "prompts/billing/summarize/evals/must.yml");
    await project.temp.write(promptFiles({ cases, quality: "bad" }));
    const deps = await project.deps(1000);
    expect((await gate(deps, { prompt, sequential: true })).gate).toMatchObject({
      verdict: "fail",
      summary: expect.stringContaining("worse than what is live"),
    });
    expect(deps.calls.length).toBeLessThan(40);
    await project.temp.write(promptFiles({ cases, quality: "broken" }));
    const broken = await project.deps(2000);
    expect((await gate(broken, { prompt, sequential: true })).gate).toMatchObject({ verdict: "error" });
    expect(broken.calls.length).toBeLessThan(40);
  });

  test("is what an environment's policy asks of publish, whose statement says that its evidence is partial", async () => {
    const project = await copyOfProject(live);
    await project.temp.commit({
      ...promptFiles({ cases, more: "Be brief." }),
      "prompts/billing/summarize/manifest.yml": "schema_version: 1\nscope: x\ntask_class: other\nowners: [x]\ngates: { staging: { sequential: true } }\n",
    });
    const deps = await project.deps(1000);
    const published = await publish(deps, { prompt });
    expect(published).toMatchObject({ outcome: "published", version: "1.0.1" });
    expect(deps.calls.length).toBeLessThan(cases);
    const checked = await verify(deps, { version: `${prompt}@1.0.1` });
    expect(checked.versions[0]?.checks.filter(({ check }) => check === "evidence")).toMatchObject([{ outcome: "ok" }]);
    expect(await project.temp.git("cat-file", "tag", `${prompt}@1.0.1`)).toContain(`"partial": true`);
  });
});

test("a sequential gate that is interrupted keeps what it has, and can be asked again", async () => {
  const project = await copyOfProject(live);
  await project.temp.write(promptFiles({ cases, more: "Be brief." }));
  const deps = await project.deps(1000);
  const stop = new AbortController();
  const asked = gate(deps, { prompt, sequential: true, signal: stop.signal, onEvent: (event) => event.type === "result" && stop.abort() });
  await expect(asked).rejects.toMatchObject({ code: "interrupted" });
  const [id = ""] = await deps.evaluations.ids();
  expect(await deps.evaluations.entry(id)).toMatchObject({ finished: false });
  expect((await gate(await project.deps(2000), { prompt, sequential: true })).gate.verdict).toBe("pass");
});
