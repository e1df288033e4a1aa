import { gravest, type ExitName } from "../errors/exit-code.ts";
import type { CompareVerdict } from "../results/compare.ts";
import { evaluationExit } from "./evaluation-verdict.ts";

/** Verdicts that can be asked to count as a no. A comparison by itself is information. */
export const failOnVerdicts = { worse: "no", inconclusive: "inconclusive" } as const satisfies Partial<Record<CompareVerdict, ExitName>>;
export type FailOn = keyof typeof failOnVerdicts;

/** How the process ends. @param errorKinds Of the cases that got no score. */
export function compareExit(verdicts: readonly CompareVerdict[], errorKinds: Iterable<string>, failOn: readonly FailOn[]): ExitName {
  const errors = [...errorKinds];
  return gravest(
    verdicts.map((verdict) => {
      if (verdict === "error") return evaluationExit("error", errors);
      const asked = failOn.find((each) => each === verdict);
      return asked === undefined ? "done" : failOnVerdicts[asked];
    }),
  );
}
