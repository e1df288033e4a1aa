import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { fileEvaluationStore } from "../../src/adapters/fs/evaluation-store.ts";
import { digestOf } from "../../src/core/identity/digest.ts";
import { checkRecord } from "../../src/core/ledger/check-record.ts";
import { evaluationRecord, evidenceIn } from "../../src/core/ledger/evaluation-record.ts";
import { listEvidence, showEvidence, type EvidenceDeps } from "../../src/services/evidence/list-evidence.ts";
import { evidenceOfEvaluations, ledgerRecord } from "../../src/services/evidence/ledger-evidence.ts";
import { shareEvidence } from "../../src/services/evidence/share-evidence.ts";
import { sharedEvidence } from "../../src/services/evidence/shared-evidence.ts";
import { knownLedgerRemote } from "../../src/services/ledger/known-ledger-remote.ts";
import type { LedgerView } from "../../src/ports/ledger-store.ts";
import { gate } from "../../src/services/gate.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { verify } from "../../src/services/verify.ts";
import { ledgerPlace } from "../helpers/ledger-place.ts";
import { casesOf, evidenceOf } from "../helpers/paired-evidence.ts";
import { copyOfProject, projectIn, promptFiles, releaseProject, type Deps, type ReleaseProject } from "../helpers/release-project.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const prompt = "billing/summarize";
const day = 86_400_000;
let live: ReleaseProject;

beforeAll(async () => {
  live = await releaseProject(promptFiles());
  const deps = await live.deps();
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
});

async function withLedger(project: ReleaseProject, deps: Deps): Promise<Deps & EvidenceDeps> {
  const { ledger } = await ledgerPlace(project.temp.root);
  return { ...deps, openLedger: () => Promise.resolve(ledger) };
}

function viewHere({ git, openLedger }: Deps & Pick<EvidenceDeps, "openLedger">): () => Promise<LedgerView> {
  return async () => (await openLedger(await knownLedgerRemote(git))).view();
}

/** The same repository on a machine that evaluated nothing itself, its evidence in the ledger. */
async function elsewhere(project: ReleaseProject, later: number): Promise<Deps & EvidenceDeps> {
  const deps = await withLedger(project, await project.deps(later));
  return { ...deps, evaluations: sharedEvidence(fileEvaluationStore(tempFolder()), { ...deps, viewHere: viewHere(deps) }, { mayFetch: false }) };
}

const policy = (gates: string) => ({
  [`prompts/${prompt}/manifest.yml`]: `schema_version: 1\nscope: x\ntask_class: other\nowners: [x]\ngates: { staging: ${gates} }\n`,
});

describe("evidence as a record", () => {
  test("comes back digest for digest, whatever its cases hold, and lies where the ledger's check looks", () => {
    const share = fc.integer({ min: 0, max: 8 }).map((part) => part / 8);
    const group = fc.record(
      {
        count: fc.integer({ min: 1, max: 3 }),
        before: fc.constant("pass" as const),
        after: fc.constantFrom("pass" as const, "fail" as const),
        group: fc.string({ minLength: 1 }),
        tags: fc.array(fc.string(), { minLength: 1 }),
        must_pass: fc.constant(true),
        from: fc.constant(1),
        epochs: fc.constant({ scores: [1, 0.25] as number[], outcomes: "pf" as string }),
        score: fc.tuple(share, share),
        cost_nano_usd: fc.tuple(fc.nat(), fc.nat()),
        latency_ms: fc.tuple(fc.nat(), fc.nat()),
      },
      { requiredKeys: ["count", "before", "after"] },
    );
    fc.assert(
      fc.property(fc.array(group, { maxLength: 4 }), (groups) => {
        const cases = casesOf(groups).candidate.map((each) => ({
          ...each,
          digest: digestOf(each.digest),
          metrics: { tone: [each.score, 1] as [number, number] },
        }));
        const part = { finished_at: "2026-11-18T09:00:00Z", answered_at: "2026-10-01T09:00:00Z", models_answered: ["one"], cases: cases.length };
        const evidence = {
          ...evidenceOf("a".repeat(64), cases),
          answered_at: "2026-10-01T09:00:00Z",
          seeds: { order: "f".repeat(64), model: 7 },
          parts: [
            { ...part, evaluation: "e1" },
            { ...part, evaluation: "e2" },
          ],
        };
        const record = evaluationRecord("1f".repeat(32), evidence);
        expect(digestOf(evidenceIn(JSON.parse(JSON.stringify(record)) as typeof record))).toBe(digestOf(evidence));
        const { path, text } = ledgerRecord({ key: "1f".repeat(32), evidence });
        expect(checkRecord(path, text)).toEqual([]);
        expect(checkRecord(path.replace("evaluations/1f", "evaluations/2f"), text)).toMatchObject([{ check: "place" }]);
      }),
    );
    expect(checkRecord("evaluations/1f/x.json", "{}")).toMatchObject([{ check: "shape" }]);
  });

  test("takes about a hundred bytes a case", () => {
    const { candidate } = casesOf([{ count: 500, before: "pass", after: "pass", latency_ms: [812, 812], cost_nano_usd: [120_000, 120_000] }]);
    const cases = candidate.map((each) => ({ ...each, digest: digestOf(each.digest) }));
    const bytes = (of: typeof cases) => ledgerRecord({ key: "1f".repeat(32), evidence: evidenceOf("a".repeat(64), of) }).text.length / 500;
    expect(bytes(cases)).toBeLessThan(110);
    // And a dozen more where it was taken over.
    expect(bytes(cases.map((each) => ({ ...each, from: 1 })))).toBeLessThan(bytes(cases) + 15);
  });
});

describe("evidence in the ledger", () => {
  test("lets a gate elsewhere decide without a call, and a version be verified", async () => {
    const project = await copyOfProject(live);
    await project.temp.write(promptFiles({ more: "Be brief." }));
    const here = await withLedger(project, await project.deps(1000));
    const gated = await gate(here, { prompt });
    expect(gated.gate.verdict).toBe("pass");
    expect(await shareEvidence(here, {})).toEqual({ written: 2, there: 0, shared: true });
    expect(await shareEvidence(here, {})).toEqual({ written: 0, there: 2, shared: true });

    const there = await elsewhere(project, 2000);
    expect((await gate(there, { prompt })).gate).toEqual(gated.gate);
    expect(there.calls).toEqual([]);
    const { evidence } = await listEvidence(there, { limit: 10 });
    expect(evidence.map(({ held }) => held)).toEqual(["ledger", "ledger"]);
    const { versions } = await verify(
      { ...there, evidenceElsewhere: evidenceOfEvaluations(async () => (await there.openLedger(undefined)).view()) },
      { version: `${prompt}@1.0.0` },
    );
    expect(versions[0]?.checks.find(({ check }) => check === "evidence")).toMatchObject({ outcome: "ok" });
  });

  test("is written by whoever evaluates, once there is a ledger, and not before", async () => {
    const project = await copyOfProject(live);
    await project.temp.write(promptFiles({ more: "Be brief." }));
    const first = await elsewhere(project, 1000);
    await gate(first, { prompt });
    const ledger = await first.openLedger(undefined);
    expect((await ledger.view()).tip).toBeUndefined();
    await shareEvidence(first, {});
    await project.temp.write(promptFiles({ more: "Be briefer." }));
    const second = await elsewhere(project, 2000);
    await gate(second, { prompt });
    const known = await elsewhere(project, 3000);
    await gate(known, { prompt });
    expect(known.calls).toEqual([]);
  });
});

describe("shared evidence", () => {
  const through = async (project: ReleaseProject, later: number, mayFetch: boolean): Promise<Deps & EvidenceDeps> => {
    const deps = await project.deps(later);
    const ledgers = { ...deps, openLedger: async (remote: string | undefined) => (await ledgerPlace(project.temp.root, remote)).ledger };
    return { ...ledgers, evaluations: sharedEvidence(deps.evaluations, { ...ledgers, viewHere: viewHere(ledgers) }, { mayFetch }) };
  };
  const checked = async (deps: Deps & EvidenceDeps) => {
    const evidenceElsewhere = evidenceOfEvaluations(async () => (await deps.openLedger("origin")).view());
    const { versions } = await verify({ ...deps, evidenceElsewhere }, { version: `${prompt}@1.0.0` });
    return versions[0]?.checks.find(({ check }) => check === "evidence");
  };

  test("is found by a clone that never wrote to the ledger, and fetched where a clone has not even seen it", async () => {
    const project = await copyOfProject(live);
    await project.temp.addRemote();
    await project.temp.git("push", "--quiet", "origin", "main", "promptops/releases", "--tags");
    await project.temp.commit(promptFiles({ more: "Be brief." }));
    await project.temp.git("push", "--quiet", "origin", "main");
    const mine = await through(project, 1000, true);
    const { gate: gated } = await gate(mine, { prompt });
    expect(await shareEvidence(mine, {})).toEqual({ written: 2, there: 0, shared: true, remote: "origin" });
    expect(await shareEvidence(mine, {})).toEqual({ written: 0, there: 2, shared: true, remote: "origin" });

    const clone = projectIn(await project.temp.clone());
    const offline = await through(clone, 2000, false);
    expect(await checked(offline)).toMatchObject({ outcome: "ok" });
    expect((await gate(offline, { prompt, offline: true })).gate).toEqual(gated);
    expect(offline.calls).toEqual([]);
    expect((await listEvidence(offline, { limit: 10 })).evidence.map(({ held }) => held)).toEqual(["ledger", "ledger"]);
    expect(await clone.temp.git("for-each-ref", "refs/heads/promptops/ledger")).toBe("");
    // What it proves itself continues what was fetched.
    await clone.temp.write(promptFiles({ more: "Be briefer." }));
    await gate(offline, { prompt, offline: true });
    expect((await listEvidence(offline, { limit: 10 })).evidence.map(({ held }) => held)).toEqual(["both", "ledger", "ledger"]);

    const runner = projectIn(await project.temp.clone("--single-branch", "--depth", "1", "--no-local"));
    expect(await runner.temp.git("for-each-ref", "refs/remotes/origin/promptops")).toBe("");
    const fetching = await through(runner, 2000, true);
    expect((await gate(fetching, { prompt })).gate).toEqual(gated);
    expect(fetching.calls).toEqual([]);
  });

  test("is shown by the evaluation that a gate names", async () => {
    const project = await copyOfProject(live);
    const deps = await withLedger(project, await project.deps());
    const { listed } = await showEvidence(deps, { key: prompt });
    expect((await showEvidence(deps, { key: listed.evaluation })).listed).toEqual(listed);
    expect((await showEvidence(deps, { key: listed.evaluation.slice(-8) })).listed).toEqual(listed);
  });
});

describe("evidence has an age", () => {
  test("beyond which a gate asks anew, of both sides", async () => {
    const project = await copyOfProject(live);
    await project.temp.write({ ...promptFiles({ more: "Be brief." }), ...policy("{ evidence_days: 2 }") });
    await gate(await project.deps(1000), { prompt });
    const later = await withLedger(project, await project.deps(3 * day));
    expect(await listEvidence(later, { limit: 10 })).toMatchObject({
      evidence: [{ state: "stale", days: 3 }, { state: "other" }],
      missing: [prompt],
      stale: [prompt],
    });
    expect((await gate(later, { prompt })).gate.verdict).toBe("pass");
    expect(later.calls).toHaveLength(120);
    const again = await withLedger(project, await project.deps(3 * day + 1000));
    expect((await gate(again, { prompt })).gate.verdict).toBe("pass");
    expect(again.calls).toEqual([]);
    expect(await listEvidence(again, { prompt, limit: 1 })).toMatchObject({
      evidence: [{ state: "fresh", held: "here", cases: 60, passed: 60 }],
      more: true,
      missing: [],
      stale: [],
    });
    expect(await showEvidence(again, { key: prompt })).toMatchObject({ listed: { state: "fresh" }, evidence: { prompt, complete: true } });
    await expect(showEvidence(again, { key: "billing/sumarize" })).rejects.toMatchObject({ code: "nothing-matches", hint: expect.stringContaining(prompt) });
    await expect(listEvidence(again, { prompt: "nobody", limit: 1 })).rejects.toMatchObject({ code: "nothing-matches" });
  });
});
