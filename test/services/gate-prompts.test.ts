import { beforeAll, describe, expect, test } from "vitest";
import { gateExit } from "../../src/cli/gate-exit.ts";
import { worstVerdict } from "../../src/core/gates/worst-verdict.ts";
import { gatePrompts } from "../../src/services/gate-prompts.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { copyOfProject, promptFiles, refsOf, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const other = "billing/classify";
let live: ReleaseProject;

/** Two prompts, of which one is live in staging. */
beforeAll(async () => {
  live = await releaseProject({ ...promptFiles(), ...promptFiles({ id: other, cases: 5 }) });
  const deps = await live.deps();
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
});

const smoke = (quality: string) => promptFiles({ quality });

describe("the gates of several prompts", () => {
  test("are those of what changed, and the worst of them counts", async () => {
    const project = await copyOfProject(live);
    await project.temp.git("switch", "--quiet", "--create", "edit");
    await project.temp.commit(smoke("bad"));
    const deps = await project.deps();
    const refs = await refsOf(project);
    expect(await gatePrompts(deps, { prompts: [], changed: "main" })).toMatchObject({
      verdict: "fail",
      changed: { since: "main", prompts: [prompt] },
      gates: [{ prompt, gate: { verdict: "fail" } }],
    });
    await project.temp.write(promptFiles({ id: other, cases: 5, quality: "broken" }));
    expect(await gatePrompts(deps, { prompts: [], changed: "main" })).toMatchObject({
      verdict: "error",
      gates: [
        { prompt: other, gate: { verdict: "error" } },
        { prompt, gate: { verdict: "fail" } },
      ],
    });
    expect((await gatePrompts(deps, { prompts: [other, prompt, other] })).gates.map((gated) => gated.prompt)).toEqual([other, prompt]);
    expect((await gatePrompts(deps, { prompts: [other], changed: "main" })).gates.map((gated) => gated.prompt)).toEqual([other]);
    for (const folder of ["billing", "prompts/billing/", "billing/*"])
      expect((await gatePrompts(deps, { prompts: [folder] })).gates.map((gated) => gated.prompt)).toEqual([other, prompt]);
    expect(await refsOf(project)).toBe(refs);
  });

  test("say why cases ended in an error, and end as their evaluation would when a key was refused", async () => {
    const project = await copyOfProject(live);
    const refusing = (match: string, kind: string) =>
      `schema_version: 1\nrules:\n  - { match: { user: ${match} }, error: { kind: ${kind} } }\n  - { answer: ok }\n`;
    await project.temp.write({ ...promptFiles({ id: other, cases: 5, more: "Be brief." }), "rules.yml": refusing("brief", "auth") });
    const asked = async () => (await gatePrompts(await project.deps(), { prompts: [other] })).gates[0]?.gate;
    const refused = await asked();
    const why = refused?.steps.find(({ code }) => code === "error-cases");
    expect(why).toMatchObject({
      message: expect.stringMatching(/^5 cases of the candidate ended in an error: .*\. Why: demo .*\.$/),
      hint: expect.stringContaining("`api_key_env`"),
      causes: [{ kind: "auth", message: expect.stringContaining("demo"), cases: 5 }],
    });
    expect(refused && gateExit(refused)).toBe("authentication");
    await project.temp.write({ "rules.yml": refusing("brief", "bad-request") });
    const unusable = await asked();
    expect(unusable && gateExit(unusable)).toBe("environment");
    // `publish` asks the same gate and ends the same way.
    await project.temp.commit({ "rules.yml": refusing("brief", "auth") });
    const published = await publish(await project.deps(), { prompt: other });
    expect(published).toMatchObject({ outcome: "refused", gate: { verdict: "error" } });
    expect(published.gate && gateExit(published.gate)).toBe("authentication");
  });

  test("stand against nothing where nothing changed, and ask nobody", async () => {
    const deps = await (await copyOfProject(live)).deps();
    expect(await gatePrompts(deps, { prompts: [], changed: "HEAD" })).toMatchObject({ verdict: "pass", changed: { prompts: [] }, gates: [] });
    expect(deps.calls).toEqual([]);
  });

  test("need a name or a commit to differ from, and a name that is one", async () => {
    const deps = await (await copyOfProject(live)).deps();
    await expect(gatePrompts(deps, { prompts: [] })).rejects.toMatchObject({ code: "missing-argument", exit: "usage" });
    await expect(gatePrompts(deps, { prompts: [prompt, "../x"] })).rejects.toMatchObject({ code: "invalid-id" });
    await expect(gatePrompts(deps, { prompts: [`${prompt}@1.0.0`] })).rejects.toMatchObject({
      code: "invalid-id",
      hint: expect.stringContaining(`promptops gate ${prompt} --ref ${prompt}@1.0.0`),
    });
    await expect(gatePrompts(deps, { prompts: [], changed: "nowhere" })).rejects.toMatchObject({ code: "unknown-revision" });
  });

  test("are not asked while a document that decides is wrong, be it compared or not", async () => {
    const project = await copyOfProject(live);
    const manifest = (gates: string) => ({
      [`prompts/${prompt}/manifest.yml`]: `schema_version: 1\nscope: x\ntask_class: other\nowners: [x]\ngates: ${gates}\n`,
    });
    await project.temp.write({ ...promptFiles({ more: "Be brief." }), ...manifest("{ prod: { mode: improve } }") });
    const deps = await project.deps();
    for (const asked of [{ prompts: [prompt] }, { prompts: [], changed: "HEAD" }, { prompts: [prompt], promptsFrom: "HEAD" }])
      await expect(gatePrompts(deps, asked)).rejects.toMatchObject({
        code: "invalid-documents",
        exit: "usage",
        problems: [{ rule: "unknown-environment", file: `prompts/${prompt}/manifest.yml` }],
      });
    expect(deps.calls).toEqual([]);
    await project.temp.write(manifest("{ staging: { mode: improve } }"));
    expect(await gatePrompts(await project.deps(), { prompts: [prompt] })).toMatchObject({ gates: [{ gate: { mode: "improve" } }] });
  });

  test("point at the policy when it names a suite that is not there", async () => {
    const project = await copyOfProject(live);
    const config = await project.temp.git("show", "HEAD:.promptops.yml");
    await project.temp.write({
      ...promptFiles({ more: "Be brief." }),
      ".promptops.yml": config.replace("staging: {}", "staging: { gate: { suites: [cor] } }"),
    });
    await expect(gatePrompts(await project.deps(), { prompts: [prompt] })).rejects.toMatchObject({
      code: "unknown-suite",
      where: ".promptops.yml",
      hint: "Did you mean `core`?",
    });
  });

  test.each([
    [[], "pass"],
    [["pass", "pass"], "pass"],
    [["pass", "inconclusive"], "inconclusive"],
    [["inconclusive", "fail", "pass"], "fail"],
    [["fail", "error"], "error"],
  ] as const)("%j come to %s", (verdicts, together) => {
    expect(worstVerdict(verdicts)).toBe(together);
  });
});

describe("somebody else's prompts", () => {
  /** A commit of a branch that is not checked out. */
  async function from(project: ReleaseProject, files: Readonly<Record<string, string>>): Promise<string> {
    const { temp } = project;
    await temp.git("switch", "--quiet", "--create", "theirs");
    const commit = await temp.commit(files);
    await temp.git("switch", "--quiet", "main");
    return commit;
  }

  const tampered = {
    // One case that everything passes, a policy that asks for nothing, and a model that always says so.
    [`prompts/${prompt}/evals/core.yml`]: "schema_version: 1\nassertions: [{ type: regex, value: . }]\ncases: [{ id: easy, inputs: { item: 1 } }]\n",
    [`prompts/${prompt}/manifest.yml`]:
      "schema_version: 1\nscope: x\ntask_class: other\nowners: [x]\ngates: { staging: { mode: smoke, min_pass_rate: 0.01 } }\n",
    ".promptops.yml": "schema_version: 1\nproviders:\n  demo: { kind: scripted, rules: easy.yml }\nenvironments:\n  staging: { gate: { mode: smoke } }\n",
    "rules.yml": "schema_version: 1\nrules: [{ answer: ok }]\n",
    "easy.yml": "schema_version: 1\nrules: [{ answer: ok }]\n",
  };

  test("are held to the suites, thresholds and models that are checked out, whatever theirs say", async () => {
    const project = await copyOfProject(live);
    const promptsFrom = await from(project, { ...smoke("bad"), ...tampered });
    const deps = await project.deps();
    const result = await gatePrompts(deps, { prompts: [], changed: "HEAD", promptsFrom });
    expect(result).toMatchObject({
      verdict: "fail",
      changed: { prompts: [prompt] },
      gates: [{ source: `commit ${promptsFrom.slice(0, 7)}`, gate: { mode: "no-regress" } }],
    });
    expect(result.gates[0]?.gate.summary).toContain("60 → 0 of 60 cases");
    // The same change, judged by its own rules, would pass: that is what must not decide.
    expect(await gatePrompts(deps, { prompts: [prompt], ref: promptsFrom })).toMatchObject({ verdict: "pass" });
  });

  test("pass when they are good, and nothing but their text counts as a change", async () => {
    const project = await copyOfProject(live);
    const good = await from(project, { ...promptFiles({ more: "Be brief." }), ...tampered });
    const deps = await project.deps();
    expect(await gatePrompts(deps, { prompts: [], changed: "HEAD", promptsFrom: good })).toMatchObject({
      verdict: "pass",
      changed: { prompts: [prompt] },
      gates: [{ gate: { mode: "no-regress" } }],
    });
    const second = await copyOfProject(live);
    const rules = await from(second, tampered);
    expect(await gatePrompts(await second.deps(), { prompts: [], changed: "HEAD", promptsFrom: rules })).toMatchObject({ changed: { prompts: [] }, gates: [] });
  });

  test("that nobody here has suites for cannot be judged", async () => {
    const project = await copyOfProject(live);
    const promptsFrom = await from(project, promptFiles({ id: "billing/new", cases: 2 }));
    const judged = gatePrompts(await project.deps(), { prompts: [], changed: "HEAD", promptsFrom });
    await expect(judged).rejects.toMatchObject({ code: "no-suites", exit: "usage", message: expect.stringContaining("billing/new in the work tree") });
  });

  test("that need what the suites do not give are no pass", async () => {
    const project = await copyOfProject(live);
    const promptsFrom = await from(project, promptFiles({ variables: "item: { type: integer }\n  tone: { type: string }", more: "{{ tone }}" }));
    expect(await gatePrompts(await project.deps(), { prompts: [prompt], promptsFrom })).toMatchObject({ verdict: "error" });
  });
});
