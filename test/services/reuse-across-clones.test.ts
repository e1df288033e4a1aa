import { beforeAll, describe, expect, test } from "vitest";
import { fileEvaluationStore } from "../../src/adapters/fs/evaluation-store.ts";
import { evidenceOfEvaluations } from "../../src/services/evidence/ledger-evidence.ts";
import { listEvidence, showEvidence, type EvidenceDeps } from "../../src/services/evidence/list-evidence.ts";
import { shareEvidence } from "../../src/services/evidence/share-evidence.ts";
import { sharedEvidence, type SharedEvidenceOptions } from "../../src/services/evidence/shared-evidence.ts";
import { evidenceShowText } from "../../src/reporters/evidence/evidence-text.ts";
import { evaluate } from "../../src/services/evaluate.ts";
import type { EvalRequest } from "../../src/services/evaluation/eval-request.ts";
import type { EvaluationResult } from "../../src/services/evaluation/evaluation-input.ts";
import { planInput } from "../../src/services/evaluation/plan-input.ts";
import { gate } from "../../src/services/gate.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { askCanary } from "../../src/services/release/ask-canary.ts";
import { readReleased } from "../../src/services/release/released-version.ts";
import { viewLog } from "../../src/services/release/view-log.ts";
import { openConfig } from "../../src/services/open-config.ts";
import { verify } from "../../src/services/verify.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { ledgerPlace } from "../helpers/ledger-place.ts";
import {
  clonedProject,
  copiesOf,
  copyOfProject,
  promptFiles,
  releaseProject,
  start,
  type Deps,
  type ReleaseProject,
  type SharedProject,
} from "../helpers/release-project.ts";

const prompt = "billing/summarize";
const day = 86_400_000;
const cases = 60;
let shared: SharedProject;

const suite = (items: readonly number[], id = "number") => ({
  [`prompts/${prompt}/evals/core.yml`]: `schema_version: 1
cases:
${items.map((item) => `  - { id: ${id}-${item}, inputs: { item: ${item} }, assertions: [{ type: equals, value: ok }] }`).join("\n")}
`,
});
const numbers = Array.from({ length: cases }, (_, at) => at + 1);
/** The second case is another one. */
const oneOther = suite(numbers.map((item) => (item === 2 ? 1002 : item)));
const candidate = { ...promptFiles({ more: "Be brief." }), ...suite(numbers) };
const policy = (gates: string) => ({
  [`prompts/${prompt}/manifest.yml`]: `schema_version: 1\nscope: x\ntask_class: other\nowners: [x]\ngates: { staging: ${gates} }\n`,
});

/** With the ledger behind its evidence, as the command line has it, and no answers of before. */
async function through(project: ReleaseProject, later: number, may: SharedEvidenceOptions = { mayFetch: true }): Promise<Deps & EvidenceDeps> {
  const deps = await project.deps(later);
  const { ledger } = await ledgerPlace(project.temp.root, "origin");
  const openLedger = () => Promise.resolve(ledger);
  const viewHere = () => ledger.view();
  return { ...deps, openLedger, evaluations: sharedEvidence(deps.evaluations, { ...deps, openLedger, viewHere }, may) };
}

/** What the model was asked, by side. */
function asked({ calls }: Deps): { candidate: number; baseline: number } {
  const brief = calls.filter((request) => JSON.stringify(request).includes("Be brief.")).length;
  return { candidate: brief, baseline: calls.length - brief };
}

/** 1.0.0 is live in staging, and its successor was gated; the evidence of both is in the remote's ledger. */
beforeAll(async () => {
  const origin = await releaseProject({ ...promptFiles(), ...suite(numbers) });
  const bare = await origin.temp.addRemote();
  await origin.temp.git("push", "--quiet", "origin", "main");
  const deps = await through(origin, 0);
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
  await origin.temp.commit(candidate);
  await origin.temp.git("push", "--quiet", "origin", "main");
  await gate(deps, { prompt });
  await shareEvidence(deps, {});
  shared = { mine: origin, theirs: await clonedProject(origin), bare };
});

/** What a runner has that never saw the project before. @param own The remote, too, is no other test's. */
async function runner(own = false): Promise<ReleaseProject> {
  return own ? (await copiesOf(shared)).theirs : copyOfProject(shared.theirs);
}

describe("a clone with nothing but the ledger", () => {
  test("asks the changed case of both sides, says so, and publishes what anybody can check", async () => {
    const project = await runner(true);
    await project.temp.commit(oneOther);
    const deps = await through(project, day);
    const gated = await gate(deps, { prompt });
    expect(asked(deps)).toEqual({ candidate: 1, baseline: 1 });
    const [validity] = gated.gate.steps;
    expect(validity).toMatchObject({
      code: "evidence-valid",
      numbers: {
        cases_reused: 59,
        cases_run: 1,
        days: expect.closeTo(1, 0) as number,
        baseline_cases_reused: 59,
        baseline_cases_run: 1,
        baseline_days: expect.closeTo(1, 0) as number,
      },
    });
    expect(validity?.message).toMatch(
      /^60 cases of `core`, evidence \S+: 59 of 60 from evidence of 2026-11-20 \d\d:\d\d UTC, 1 run since\. 1\.0\.0's: 59 of 60 from evidence of 2026-11-20 \d\d:\d\d UTC, 1 run since\.$/,
    );
    expect(await publish(deps, { prompt })).toMatchObject({ outcome: "published", version: "1.0.1", gate: { verdict: "pass" } });
    expect(await promote(deps, { version: `${prompt}@1.0.1`, environment: "staging" })).toMatchObject({ outcome: "promoted" });
    expect(deps.calls).toHaveLength(2);
    // Gates wrote it into this clone's ledger.
    expect(await shareEvidence(deps, {})).toMatchObject({ written: 0, shared: true });

    const auditor = await through(await clonedProject(project), day);
    const evidenceElsewhere = evidenceOfEvaluations(async () => (await auditor.openLedger("origin")).view());
    const { versions } = await verify({ ...auditor, evidenceElsewhere }, { version: `${prompt}@1.0.1` });
    expect(versions[0]?.checks.find(({ check }) => check === "evidence")).toMatchObject({ outcome: "ok" });
    const { listed, evidence } = await showEvidence(auditor, { key: prompt });
    expect(evidence.parts).toHaveLength(2);
    expect(listed.days).toBeCloseTo(1, 0);
    expect(evidenceShowText({ listed, evidence }, { width: 100, color: false })).toMatch(/1 case run by itself.*\n.*59 cases of evaluation/);
    expect(await project.temp.git("cat-file", "tag", `${prompt}@1.0.1`)).toContain(`"parts"`);
  });

  test("asks nobody where a case went or got another name, and everybody where it is told to ask anew", async () => {
    const project = await runner();
    await project.temp.commit(suite(numbers.slice(1)));
    const deps = await through(project, day);
    expect(await gate(deps, { prompt })).toMatchObject({ gate: { verdict: "pass" } });
    await project.temp.commit(suite(numbers, "renamed"));
    expect(await gate(deps, { prompt })).toMatchObject({ gate: { verdict: "pass" } });
    expect(deps.calls).toEqual([]);
    expect(await gate(deps, { prompt, fresh: true })).toMatchObject({ gate: { verdict: "pass" } });
    expect(asked(deps)).toEqual({ candidate: cases, baseline: cases });
  });

  test("counts in turn what it would have counted, and asks less", async () => {
    const project = await runner();
    await project.temp.commit(suite(numbers.map((item) => (item % 3 === 0 ? 1000 + item : item))));
    const [deps, alone] = [await through(project, day), { ...(await project.deps(day)), evaluations: fileEvaluationStore(tempFolder()) }];
    const [mine, whole] = [await gate(deps, { prompt, sequential: true }), await gate(alone, { prompt, sequential: true })];
    const comparison = ({ gate: { steps, verdict } }: typeof mine) => [verdict, steps.find(({ step }) => step === "comparison")];
    expect(comparison(mine)).toEqual(comparison(whole));
    expect(deps.calls.length).toBeGreaterThan(0);
    expect(deps.calls.length).toBeLessThan(alone.calls.length / 2);
    expect(mine.gate.steps.find(({ step }) => step === "support")?.numbers).toMatchObject({ calls_made: deps.calls.length });
  });
});

const asEval: SharedEvidenceOptions = { mayFetch: false, mayCatchUp: true };

/** As `promptops eval` does, on a machine without answers of before. */
async function evaluated(deps: Deps, request: Partial<EvalRequest> = {}): Promise<EvaluationResult> {
  const openProvider = await deps.openProviders(deps.workTree);
  const input = await planInput(deps, { prompts: [], suites: [], cases: [], tags: [], allowCode: true, reuse: true, ...request });
  return evaluate({ ...deps, openProvider }, input);
}

describe("a gate that stopped early", () => {
  test("is asked again elsewhere for nothing, published by whoever wants to, and checked by anybody", async () => {
    const { mine, theirs } = await copiesOf(shared);
    const brief = { ...promptFiles({ more: "Be kind." }), ...suite(Array.from({ length: 200 }, (_, at) => at + 1)) };
    await mine.temp.commit(brief);
    const first = await through(mine, 0);
    const gated = await gate(first, { prompt, sequential: true });
    expect(gated.gate.verdict).toBe("pass");
    expect(first.calls.length).toBeLessThan(2 * 200);
    await shareEvidence(first, {});
    await mine.temp.git("push", "--quiet", "origin", "main");

    await theirs.temp.git("pull", "--quiet", "origin", "main");
    const deps = await through(theirs, day);
    expect(await publish(deps, { prompt, sequential: true })).toMatchObject({ outcome: "published", gate: { verdict: "pass" } });
    expect(deps.calls).toEqual([]);
    await shareEvidence(deps, {});
    const auditor = await through(await clonedProject(theirs), day);
    const evidenceElsewhere = evidenceOfEvaluations(async () => (await auditor.openLedger("origin")).view());
    const { versions } = await verify({ ...auditor, evidenceElsewhere }, { version: `${prompt}@1.0.1` });
    expect(versions[0]?.checks.find(({ check }) => check === "evidence")).toMatchObject({ outcome: "ok" });
    const { evidence, missing } = await listEvidence(deps, { prompt, limit: 1 });
    expect(evidence).toMatchObject([{ state: "partial", prompt }]);
    expect(missing).toEqual([prompt]);
    // What is shown of the prompt is what counts.
    expect((await showEvidence(deps, { key: evidence[0]?.key ?? "" })).evidence.complete).toBe(false);
  });

  test("is no evidence for a gate that waits for all cases, which runs the others", async () => {
    const project = await runner();
    await project.temp.commit(suite(Array.from({ length: 200 }, (_, at) => at + 1)));
    const stopped = await through(project, day);
    await gate(stopped, { prompt, sequential: true });
    const before = stopped.calls.length;
    const whole = await through(project, 2 * day);
    expect((await gate(whole, { prompt })).gate.verdict).toBe("pass");
    expect(before).toBeGreaterThan(0);
    // Sixty of each side were proved before.
    expect(before + whole.calls.length).toBe(2 * 140);
  });
});

describe("an evaluation in a clone with nothing but the ledger", () => {
  test("asks nobody about what is proved, and once about a case that changed", async () => {
    const project = await runner();
    const deps = await through(project, day, asEval);
    expect(await evaluated(deps)).toMatchObject({ verdict: "pass", exit: "done", prompts: [{ evidence: { totals: { cases, reused: cases, calls: 0 } } }] });
    await project.temp.commit(oneOther);
    expect(await evaluated(deps)).toMatchObject({ verdict: "pass", prompts: [{ evidence: { totals: { cases, reused: cases - 1, calls: 1 } } }] });
    expect(deps.calls).toHaveLength(1);
    // The released version is another prompt, that was proved as well.
    expect(await evaluated(deps, { prompts: [`${prompt}@1.0.0`] })).toMatchObject({ prompts: [{ evidence: { totals: { reused: cases } } }] });
    expect(deps.calls).toHaveLength(1);
    await expect(evaluated(deps, { reuse: false })).resolves.toMatchObject({ prompts: [{ evidence: { totals: { calls: cases } } }] });
  });

  test("asks the remote's ledger when its own does not suffice, and tells of a case that failed elsewhere", async () => {
    const { mine, theirs } = await copiesOf(shared);
    const failing = suite([1, 2]);
    const bad = { ...promptFiles({ quality: "bad" }), ...failing };
    await mine.temp.commit(bad);
    const first = await through(mine, 0);
    const { id } = await evaluated(first, { reuse: undefined });
    await shareEvidence(first, {});
    await theirs.temp.commit(bad);
    const offline = await through(theirs, day, { mayFetch: false });
    expect((await evaluated({ ...offline, evaluations: { ...offline.evaluations, saveEvidence: () => Promise.resolve() } })).exit).toBe("no");
    expect(offline.calls).toHaveLength(2);
    const deps = await through(theirs, day, asEval);
    const { exit, failures } = await evaluated(deps);
    expect([exit, failures.count, deps.calls]).toEqual(["no", 2, []]);
    expect(failures.first[0]).toMatchObject({ case: "number-1", status: "fail", checks: [], reused: { evaluation: id } });
    expect(failures.first[0]).not.toHaveProperty("output");
  });

  test("goes by what is here when the remote is away", async () => {
    const project = await runner(true);
    await project.temp.git("remote", "set-url", "origin", "/nowhere/at/all");
    await project.temp.commit(oneOther);
    const deps = await through(project, day, asEval);
    expect(await evaluated(deps)).toMatchObject({ verdict: "pass", prompts: [{ evidence: { totals: { reused: cases - 1 } } }] });
  });
});

describe("evidence of several moments", () => {
  test("is as old as the oldest of it", async () => {
    const project = await runner();
    await project.temp.commit({ ...oneOther, ...policy("{ evidence_days: 3 }") });
    const deps = await through(project, 2 * day);
    expect(await gate(deps, { prompt })).toMatchObject({ gate: { verdict: "pass" } });
    const later = await through(project, 4 * day);
    expect((await listEvidence(later, { prompt, limit: 1 })).evidence).toMatchObject([{ state: "stale", answered_at: expect.stringContaining("2026-11-20T") }]);
    // Only what is young enough counts: the case that was run last.
    expect(await gate(later, { prompt })).toMatchObject({ gate: { verdict: "pass" } });
    expect(asked(later)).toEqual({ candidate: cases - 1, baseline: cases - 1 });
  });

  test("decides nothing when another model answered since, until both sides are evaluated anew", async () => {
    const project = await runner();
    await project.temp.commit(oneOther);
    const deps = await through(project, day);
    const other: Deps = {
      ...deps,
      openProviders: async (source) => {
        const open = await deps.openProviders(source);
        return async (name) => {
          const provider = await open(name);
          return { ...provider, call: async (request, options) => ({ ...(await provider.call(request, options)), modelAnswered: "another" }) };
        };
      },
    };
    const refused = (await gate(other, { prompt })).gate;
    expect(refused).toMatchObject({
      verdict: "error",
      steps: expect.arrayContaining([expect.objectContaining({ code: "evidence-mixed", hint: expect.stringContaining("--fresh") })]),
    });
    expect((await gate(other, { prompt })).gate).toEqual(refused);
    expect(deps.calls).toHaveLength(2);
    expect((await gate(other, { prompt, fresh: true })).gate.verdict).toBe("pass");
    expect((await gate(other, { prompt })).gate.verdict).toBe("pass");
    expect(deps.calls).toHaveLength(2 + 2 * cases);
  });

  test("is none that a canary goes by", async () => {
    const project = await runner(true);
    await project.temp.commit(oneOther);
    const deps = await through(project, day);
    await publish(deps, { prompt });
    const { state } = await viewLog(deps.git, "origin", "all");
    const version = await readReleased(deps.git, state, { prompt, version: "1.0.1" });
    const before = deps.calls.length;
    const question = {
      canary: { suites: ["core"] },
      config: await openConfig(deps.workTree),
      configSource: deps.workTree,
      environment: "staging",
      version,
      since: start,
    };
    expect((await askCanary(deps, question)).report.verdict).toBe("pass");
    expect([before, deps.calls.length - before]).toEqual([2, cases]);
  });
});
