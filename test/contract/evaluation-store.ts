import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../src/core/eval/case-result.ts";
import type { Evidence } from "../../src/core/eval/evidence.ts";
import type { EvaluationHeader, EvaluationStore } from "../../src/ports/evaluation-store.ts";
import { evidenceOf } from "../helpers/paired-evidence.ts";

/** What every evaluation store must do. @param makeStore A new, empty one. */
export function evaluationStoreContract(name: string, makeStore: () => Promise<EvaluationStore>): void {
  describe(`evaluation store: ${name}`, () => {
    it("gives results back in test order, whatever order they came in", async () => {
      const evaluation = await (await makeStore()).start(header());
      for (const index of [2, 0, 1]) await evaluation.append(result(index));
      expect(await indexesOf(evaluation.results())).toEqual([0, 1, 2]);
      await evaluation.close();
    });

    it("keeps the last of several results for one case", async () => {
      const store = await makeStore();
      const evaluation = await store.start(header());
      await evaluation.append(result(0, "error"));
      await evaluation.append(result(0, "fail"));
      await evaluation.close();
      const [only] = await Array.fromAsync(store.results(evaluation.header.id));
      expect(only).toEqual(result(0, "fail"));
    });

    it("goes on where it stopped, and tries errors again", async () => {
      const store = await makeStore();
      const evaluation = await store.start(header());
      await evaluation.append(result(0));
      await evaluation.append(result(1, "error"));
      await evaluation.append(result(2, "fail"));
      await evaluation.close();
      const resumed = await store.resume(evaluation.header.id);
      expect([...(resumed?.done ?? [])]).toEqual([0, 2]);
      expect(resumed?.header).toEqual(evaluation.header);
      await resumed?.close();
    });

    it("runs the errors of a finished evaluation again when it is resumed", async () => {
      const store = await makeStore();
      const evaluation = await store.start(header({ tasks: 2 }));
      await evaluation.append(result(0));
      await evaluation.append(result(1, "error"));
      await evaluation.finish([evidence()]);
      await evaluation.close();
      const { id } = evaluation.header;
      expect(await store.list(1)).toMatchObject([{ id, finished: true }]);
      const resumed = await store.resume(id);
      expect([...(resumed?.done ?? [])]).toEqual([0]);
      expect(await store.list(1)).toMatchObject([{ id, finished: false }]);
      await resumed?.append(result(1));
      await resumed?.finish([evidence()]);
      await resumed?.close();
      expect(await Array.fromAsync(store.results(id))).toEqual([result(0), result(1)]);
    });

    it("tells what an evaluation set out to do, finished or not, and nothing of one that is not there", async () => {
      const store = await makeStore();
      const evaluation = await store.start(header({ tasks: 1 }));
      const { id } = evaluation.header;
      expect(await store.header(id)).toEqual(evaluation.header);
      await evaluation.append(result(0));
      await evaluation.finish([evidence()]);
      await evaluation.close();
      expect(await store.header(id)).toEqual(evaluation.header);
      expect(await store.header("20260101T000000000Z-00000000")).toBeUndefined();
    });

    it("shows evidence only once an evaluation is finished", async () => {
      const store = await makeStore();
      const evaluation = await store.start(header({ tasks: 1 }));
      const { id } = evaluation.header;
      expect(await store.read(id)).toEqual({ header: evaluation.header, evidence: undefined });
      await evaluation.append(result(0));
      await evaluation.finish([evidence()]);
      await evaluation.close();
      expect(await store.read(id)).toEqual({ header: evaluation.header, evidence: [evidence()] });
    });

    it("never gives two evaluations the same id", async () => {
      const store = await makeStore();
      const first = await store.start(header());
      const second = await store.start(header());
      expect(second.header.id).not.toBe(first.header.id);
      await Promise.all([first.close(), second.close()]);
    });

    it("lists the newest first", async () => {
      const store = await makeStore();
      for (const id of ["20260102T000000000Z-0123abcd", "20260103T000000000Z-0123abcd", "20260101T000000000Z-0123abcd"]) {
        await (await store.start(header({ id }))).close();
      }
      expect((await store.list(2)).map(({ id }) => id.slice(0, 8))).toEqual(["20260103", "20260102"]);
    });

    it("tells of one what it set out to do, and what it came to once it is finished", async () => {
      const store = await makeStore();
      const evaluation = await store.start(header({ tasks: 1 }));
      const { id } = evaluation.header;
      expect(await store.entry(id)).toEqual({ ...evaluation.header, finished: false });
      await evaluation.append(result(0));
      await evaluation.finish([evidence(), { ...evidence(), prompt: "q" }]);
      await evaluation.close();
      const entry = await store.entry(id);
      expect(entry).toEqual({ ...evaluation.header, finished: true, totals: [evidence().totals, evidence().totals] });
      expect(await store.list(1)).toEqual([entry]);
      expect(await store.ids()).toEqual([id]);
    });

    it("takes an evaluation without a single result for what it is", async () => {
      const store = await makeStore();
      const evaluation = await store.start(header({ tasks: 0 }));
      expect(await Array.fromAsync(store.results(evaluation.header.id))).toEqual([]);
      await evaluation.finish([]);
      await evaluation.close();
      expect(await store.entry(evaluation.header.id)).toMatchObject({ finished: true, totals: [] });
    });

    it("lets only one writer into an evaluation", async () => {
      const store = await makeStore();
      const evaluation = await store.start(header());
      await expect(store.resume(evaluation.header.id)).rejects.toMatchObject({ code: "locked" });
      await evaluation.close();
      await (await store.resume(evaluation.header.id))?.close();
    });

    it("knows nothing of evaluations and evidence that never were", async () => {
      const store = await makeStore();
      const id = "20260101T000000000Z-00000000";
      expect(await store.resume(id)).toBeUndefined();
      expect(await store.read(id)).toBeUndefined();
      expect(await store.findEvidence("f".repeat(64))).toBeUndefined();
      expect(await store.list(10)).toEqual([]);
      expect(await store.ids()).toEqual([]);
      expect(await store.entry(id)).toBeUndefined();
      await expect(Array.fromAsync(store.results(id))).rejects.toMatchObject({ code: "ENOENT" });
    });

    it("finds evidence about a prompt and a model as they are, whatever it is kept under", async () => {
      const store = await makeStore();
      const others = [{ prompt: "q" }, { prompt_digest: "e".repeat(64) }, { model_digest: "f".repeat(64) }];
      for (const [at, other] of [{}, { epochs: 2 }, ...others].entries()) await store.saveEvidence(String(at).repeat(64), { ...evidence(), ...other });
      const found = await Array.fromAsync(store.evidenceAbout(evidence()));
      expect(found.sort((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
        { key: "0".repeat(64), evidence: evidence() },
        { key: "1".repeat(64), evidence: { ...evidence(), epochs: 2 } },
      ]);
    });

    it("keeps evidence by its key, the last one", async () => {
      const store = await makeStore();
      await store.saveEvidence("a".repeat(64), { ...evidence(), epochs: 2 });
      await store.saveEvidence("a".repeat(64), evidence());
      expect(await store.findEvidence("a".repeat(64))).toEqual(evidence());
      await store.saveEvidence("0".repeat(64), evidence());
      const kept = await Array.fromAsync(store.keptEvidence());
      expect(kept).toEqual(["0", "a"].map((digit) => ({ key: digit.repeat(64), evidence: evidence() })));
    });
  });
}

/** A header with room for three results. */
export function header(given: Partial<EvaluationHeader> = {}): EvaluationHeader {
  const plan = { prompts: [], asked: { suites: [], cases: [], tags: [], cache: true } };
  return { id: "20260101T000000000Z-0123abcd", plan_digest: "d".repeat(64), plan, tasks: 3, started_at: "2026-01-01T00:00:00.000Z", ...given };
}

export function result(index: number, status: CaseResult["status"] = "pass"): CaseResult {
  return {
    index,
    prompt: "p",
    suite: "s",
    case: `c${index}`,
    epoch: 1,
    case_digest: "d",
    status,
    score: status === "pass" ? 1 : 0,
    checks: [],
    output: "ünï\n",
  };
}

function evidence(): Evidence {
  const cases = [0, 1].map((at) => ({ suite: "s", case: `c${at}`, digest: "d", score: 1, pass_rate: 1, status: "pass" as const }));
  return evidenceOf("p", cases);
}

async function indexesOf(results: AsyncIterable<CaseResult>): Promise<number[]> {
  return (await Array.fromAsync(results)).map(({ index }) => index);
}
