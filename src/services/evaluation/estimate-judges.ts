import { builtInJudges } from "../../core/assertions/judges/registry.ts";
import { costOf } from "../../core/cost/cost-of.ts";
import { longestAnswer } from "../../core/cost/estimate-cost.ts";
import { estimateJudgement } from "../../core/cost/estimate-judgement.ts";
import { kindOf, modelsAskedBy } from "../../core/eval/needs-of.ts";
import type { Judge } from "../../core/model/judge.ts";
import type { EstimatedPart } from "./estimated-part.ts";
import type { EstimatedCase, Estimating } from "./estimating.ts";

/** A judge whose answer cannot be read is asked once more. */
const askings = 2;

/** What the judges of a case take. Answers that are cached may be judged anew: the judges' own answers depend on them. */
export async function* estimateJudges(
  { priced, isKept }: Estimating,
  { target, suite, evalCase, request: { params }, epochs, assertions, byDefault }: EstimatedCase,
): AsyncGenerator<EstimatedPart> {
  for (const assertion of assertions) {
    const asked = modelsAskedBy([{ ...assertion, assertions: [] }], byDefault).find(({ use }) => use === "judge");
    if (asked === undefined) continue;
    const kind = kindOf(assertion.type);
    const wanted = epochs * (kind?.judgements?.({ ...assertion }) ?? 1);
    const { model } = asked;
    const judge = judgeNamed(asked.judge ?? "", suite?.judges ?? {});
    // Rivals' answers are laid before the judge too.
    const read = [target.model, ...(kind?.rivals?.({ ...assertion }) ?? [])];
    const answers = read.reduce((sum, each) => sum + longestAnswer(priced(each), params), 0);
    const judgement = longestAnswer(priced(model ?? ""), judge?.params ?? {});
    const usage = estimateJudgement({ assertion, judge, evalCase, answers, judgement });
    const kept = model !== undefined && isKept(model);
    const nanoUsd = model === undefined ? undefined : kept ? 0 : await costOf({ ...priced(model), usage });
    const each = { input: usage.input, tokens: usage.input + usage.output, nanoUsd };
    yield { use: "judge", prompt: target.resolved.id, model, wanted, calls: kept ? wanted : wanted * askings, ...each, kept };
  }
}

function judgeNamed(name: string, own: Readonly<Record<string, Judge>>): Judge | undefined {
  return Object.hasOwn(own, name) ? own[name] : builtInJudges[name];
}
