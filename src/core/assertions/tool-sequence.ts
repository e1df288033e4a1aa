import { strict, Type, word } from "../model/shape.ts";
import { beyondLimits } from "./beyond-limits.ts";
import { undeclaredProblem } from "./declared-functions.ts";
import { expectedTexts } from "./expected-text.ts";
import { quoted } from "./found-texts.ts";
import { assertionKind } from "./kind.ts";
import { longestCommon } from "./longest-common.ts";
import { sharedCount } from "./shared-count.ts";
import { toolName } from "./tool-names.ts";

/** Pairs of calls that are compared, at most. */
const mostPairs = 25e6;

export const toolSequence = assertionKind({
  type: "tool-sequence",
  area: "tools",
  summary:
    "Tools were called in the order of `values`; without them of the case's `expected`. The score is the share of them that were called so; with `exact`, of the longer of both lists. Up to 25,000,000 pairs of calls; beyond it is an error.",
  params: strict({
    values: Type.Optional(Type.Array(Type.String({ pattern: toolName }), { minItems: 1, maxItems: 1000 })),
    order: Type.Optional(
      word(["exact", "in-order", "any-order"], {
        default: "in-order",
        description: "`exact`: these calls and no others. `in-order`: others may come between. `any-order`: each as often as listed, others beside.",
      }),
    ),
  }),
  needs: [],
  usesExpected: ({ values }) => values === undefined,
  fromExpected: (expected) => expectedTexts("tool-sequence", undefined, expected),
  problem: ({ values = [] }, { tools }) => undeclaredProblem(values, tools),
  score({ toolCalls, expected }, { values, order = "in-order" }) {
    const wanted = expectedTexts("tool-sequence", values, expected);
    const called = toolCalls.map(({ name }) => name);
    if (wanted.length * called.length > mostPairs) throw beyondLimits("tool-sequence", `comparing ${called.length} calls with ${wanted.length}`);
    const matched = order === "any-order" ? sharedCount(called, wanted) : longestCommon(called, wanted);
    const score = matched / (order === "exact" ? Math.max(wanted.length, called.length) : wanted.length);
    return { score, reason: `called ${called.length === 0 ? "nothing" : quoted(called)}${score === 1 ? "" : `, not ${quoted(wanted)}`}` };
  },
});
