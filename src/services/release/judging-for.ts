import type { Assertion } from "../../core/assertions/schema.ts";
import { eachAssertion } from "../../core/assertions/each-assertion.ts";
import { askedByDefault } from "../../core/eval/asked-by-default.ts";
import { kindOf } from "../../core/eval/needs-of.ts";
import { checkAgreements } from "../../core/feedback/check-agreement.ts";
import { judgingOf, type DecidedCase, type JudgedAssertion } from "../../core/gates/judging-of.ts";
import type { Judging } from "../../core/gates/judging.ts";
import type { Config } from "../../core/model/config.ts";
import type { GatePolicy } from "../../core/model/gate-policy.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import { judgedBy } from "../evaluation/judged-by.ts";
import { promptOf } from "../feedback/prompt-of.ts";
import { loadSuite } from "../load-suite.ts";
import type { JudgingState } from "./ask-gate.ts";
import type { GateDeps } from "./release-deps.ts";

/** Who decides the cases of the suites that decide, and what people said of his word, before anything is asked. */
export async function judgingFor(
  { feedback }: Pick<GateDeps, "feedback">,
  { source, loaded }: JudgingState,
  policy: GatePolicy,
  { config, openProvider }: { readonly config: Pick<Config, "evaluation">; readonly openProvider: OpenProvider },
): Promise<Judging> {
  const cases: DecidedCase[] = [];
  const judged = new Map<Assertion, JudgedAssertion>();
  for (const name of loaded.suites.filter((suite) => policy.suites?.includes(suite) ?? true)) {
    const suite = await loadSuite(source, loaded, name);
    const byDefault = askedByDefault(config, suite.suite);
    for await (const { assertions, threshold, score } of suite.cases()) {
      cases.push({ assertions, threshold, score });
      for (const { assertion } of eachAssertion(assertions))
        if (!judged.has(assertion) && kindOf(assertion.type)?.needs.includes("askJudge") === true)
          judged.set(assertion, { by: await judgedBy(openProvider, assertion, byDefault, suite.judges) });
    }
  }
  const said = ((await feedback?.()) ?? []).filter((record) => promptOf(record) === loaded.resolved.id);
  return judgingOf(cases, judged, checkAgreements(said), policy);
}
