import { expect, test } from "vitest";
import type { EvidenceCase } from "../../src/core/eval/evidence.ts";
import { minedCases } from "../../src/services/challenge/mined-cases.ts";
import { evidenceOf } from "../helpers/paired-evidence.ts";

const prompt = "billing/summarize";

/** What is mined of an evaluation with these cases, by case name. */
async function minedOf(cases: readonly Partial<EvidenceCase>[]): Promise<Record<string, string[]>> {
  const whole = cases.map((given, at): EvidenceCase => ({ suite: "main", case: `c${at}`, digest: `c${at}`, status: "pass", score: 1, pass_rate: 1, ...given }));
  const evaluations = {
    ids: () => Promise.resolve(["e"]),
    read: () => Promise.resolve({ header: {} as never, evidence: [evidenceOf("d", whole)] }),
  };
  const { sources } = await minedCases(evaluations, {
    prompt,
    feedback: [],
    originalOf: (_, digest) => digest,
    redact: (text) => text,
    thresholds: new Map([["strict", 0.8]]),
  });
  return Object.fromEntries([...sources].map(([digest, of]) => [digest, [...of]]));
}

test("what failed is hard, and what might as well have gone the other way is uncertain", async () => {
  const cases: Partial<EvidenceCase>[] = [
    { case: "failed", status: "fail", score: 0, pass_rate: 0 },
    { case: "epochs-differ", pass_rate: 2 / 3 },
    { case: "waits", status: "pending", score: 0, pass_rate: 0 },
    { case: "just-above", suite: "strict", score: 0.82 },
    { case: "just-below", suite: "strict", status: "fail", score: 0.76, pass_rate: 0 },
    { case: "well-above", suite: "strict", score: 0.86 },
    { case: "error", suite: "strict", status: "error", score: 0.8, pass_rate: 0 },
    { case: "of-a-suite-without-threshold", score: 0.82 },
  ];
  expect(await minedOf(cases.map((each) => ({ ...each, digest: each.case ?? "" })))).toEqual({
    failed: ["failed-case"],
    "epochs-differ": ["uncertain"],
    waits: ["uncertain"],
    "just-above": ["uncertain"],
    "just-below": ["failed-case", "uncertain"],
  });
});
