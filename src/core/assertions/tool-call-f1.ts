import { PromptopsError } from "../errors/promptops-error.ts";
import { AnyJson, strict, Type, type Json } from "../model/shape.ts";
import type { ToolCall } from "../model-call/response.ts";
import { beyondLimits } from "./beyond-limits.ts";
import { undeclaredProblem } from "./declared-functions.ts";
import { assertionKind } from "./kind.ts";
import { isList, sameJson } from "./same-json.ts";
import { toolName } from "./tool-names.ts";

/** A call by its name alone, or with its arguments. */
type WantedCall = string | { readonly name: string; readonly arguments?: Json };

const WantedCalls = Type.Unsafe<readonly WantedCall[]>({
  type: "array",
  maxItems: 1000,
  items: {
    type: ["string", "object"],
    pattern: toolName,
    required: ["name"],
    properties: { name: { type: "string", pattern: toolName }, arguments: AnyJson },
    additionalProperties: false,
  },
  description: "Names, or `{ name, arguments }`: then the arguments must be the same too. An empty list: nothing is to be called.",
});

/** Pairs of calls that are compared, at most. */
const mostPairs = 1e6;

export const toolCallF1 = assertionKind({
  type: "tool-call-f1",
  area: "tools",
  summary:
    "The calls are those of `calls`, in any order and as often; without them those of the case's `expected`. The score is F1: twice the calls that are right, divided by all that were made and all that were wanted. Up to 1,000,000 pairs of calls; beyond it is an error.",
  params: strict({ calls: Type.Optional(WantedCalls) }),
  needs: [],
  tells: ({ calls = [] }) => ({ whole: calls.map((call) => (typeof call === "string" ? undefined : call.arguments)) }),
  usesExpected: ({ calls }) => calls === undefined,
  fromExpected: expectedCalls,
  problem: ({ calls = [] }, { tools }) => undeclaredProblem(calls.map(nameOf), tools),
  score({ toolCalls, expected }, { calls }) {
    const wanted = calls ?? expectedCalls(expected);
    if (wanted.length * toolCalls.length > mostPairs) throw beyondLimits("tool-call-f1", `comparing ${toolCalls.length} calls with ${wanted.length}`);
    const right = countRight(toolCalls, wanted);
    const all = toolCalls.length + wanted.length;
    return { score: all === 0 ? 1 : (2 * right) / all, reason: `${right} right of ${toolCalls.length} made and ${wanted.length} wanted` };
  },
});

function nameOf(wanted: WantedCall): string {
  return typeof wanted === "string" ? wanted : wanted.name;
}

/** Every call made counts for one that was wanted; those wanted with their arguments choose first. */
function countRight(made: readonly ToolCall[], wanted: readonly WantedCall[]): number {
  const left = new Set(made);
  let right = 0;
  for (const each of wanted.toSorted((a, b) => Number(hasArguments(b)) - Number(hasArguments(a)))) {
    const found = made.find((call) => left.has(call) && call.name === nameOf(each) && (!hasArguments(each) || sameJson(call.arguments, each.arguments)));
    if (found === undefined) continue;
    left.delete(found);
    right += 1;
  }
  return right;
}

function hasArguments(wanted: WantedCall): wanted is { readonly name: string; readonly arguments: Json } {
  return typeof wanted !== "string" && wanted.arguments !== undefined;
}

/** @throws PromptopsError `invalid-assertion` when the case's `expected` is no list of calls. */
function expectedCalls(expected: Json | undefined): readonly WantedCall[] {
  if (expected !== undefined && isList(expected) && expected.every(isWanted)) return expected;
  throw new PromptopsError(
    "invalid-assertion",
    "`tool-call-f1` has nothing to compare with: it has no `calls`, and the case's `expected` is no list of calls.",
    {
      hint: "A call is a tool's name, or `{ name, arguments }`.",
    },
  );
}

function isWanted(value: Json): value is WantedCall & Json {
  return typeof value === "string" || (typeof value === "object" && value !== null && !isList(value) && typeof value["name"] === "string");
}
