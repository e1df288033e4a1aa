import { PromptopsError } from "../errors/promptops-error.ts";
import { strict, Type, word, type Json } from "../model/shape.ts";
import type { Scored } from "./kind.ts";
import { assertionKind } from "./kind.ts";
import { numbersIn } from "./numbers-in.ts";

export const numeric = assertionKind({
  type: "numeric",
  area: "structure",
  summary: "The number in the answer is `value`, within a tolerance, or lies between `min` and `max`; without any of them it is the case's `expected`.",
  params: strict({
    value: Type.Optional(Type.Number()),
    min: Type.Optional(Type.Number()),
    max: Type.Optional(Type.Number()),
    tolerance: Type.Optional(Type.Number({ minimum: 0, description: "How far from the value it may be." })),
    relative_tolerance: Type.Optional(Type.Number({ minimum: 0, description: "The same as a share of the value: 0.01 = 1 %. The wider of both holds." })),
    pick: Type.Optional(
      word(["only", "first", "last"], { default: "only", description: "Which number counts when the answer has several; `only` fails then." }),
    ),
  }),
  needs: [],
  usesExpected: ({ value, min, max }) => value === undefined && min === undefined && max === undefined,
  fromExpected: expectedNumber,
  problem({ min, max }) {
    return min !== undefined && max !== undefined && min > max ? `\`min\` (${min}) is above \`max\` (${max}).` : undefined;
  },
  score({ output, expected }, { value, min, max, tolerance = 0, relative_tolerance = 0, pick = "only" }) {
    const target = value ?? (min === undefined && max === undefined ? expectedNumber(expected) : undefined);
    const numbers = numbersIn(output);
    if (numbers.length === 0) return fail("there is no number in the answer");
    if (pick === "only" && numbers.length > 1)
      return fail(`there are ${numbers.length} numbers in the answer (${numbers.slice(0, 3).join(", ")} …); \`pick\` says which counts`);
    const number = (pick === "last" ? numbers.at(-1) : numbers[0]) ?? NaN;
    if (min !== undefined && number < min) return fail(`${number} is below ${min}`);
    if (max !== undefined && number > max) return fail(`${number} is above ${max}`);
    if (target === undefined) return { score: 1, reason: `${number} is within bounds` };
    // A tolerance of 0.1 admits 0.3 for 0.2, whatever binary fractions make of it.
    const allowed = Math.max(tolerance, relative_tolerance * Math.abs(target)) + 1e-12 * Math.abs(target);
    return Math.abs(number - target) <= allowed
      ? { score: 1, reason: `${number} is ${number === target ? "equal" : `near ${target}`}` }
      : fail(`${number} is not ${target}`);
  },
});

function expectedNumber(expected: Json | undefined): number {
  const number = typeof expected === "number" ? expected : typeof expected === "string" ? numbersIn(expected) : [];
  if (typeof number === "number") return number;
  const [only] = number;
  if (number.length === 1 && only !== undefined) return only;
  throw new PromptopsError(
    "invalid-assertion",
    "`numeric` has nothing to compare with: it has no `value`, `min` or `max`, and the case's `expected` is no number.",
    { hint: "Give the assertion a `value`, `min` or `max`, or the case a number as `expected`." },
  );
}

function fail(reason: string): Scored {
  return { score: 0, reason };
}
