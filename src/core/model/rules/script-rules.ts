import type { Script } from "../script.ts";
import { exactlyOne, type Rule } from "./rule.ts";

type ScriptRuleCheck = Rule<Script, undefined>;

const oneAnswerPerRule: ScriptRuleCheck = function* ({ rules }) {
  for (const [at, rule] of rules.entries()) yield* exactlyOne(rule, ["answer", "json", "tool_calls", "error"], ["rules", at]);
};

/** Patterns are compiled apart, by `core/model-call/compile-script.ts`: their engine is only loaded where there are some. */
export const scriptRules: readonly ScriptRuleCheck[] = [oneAnswerPerRule];
