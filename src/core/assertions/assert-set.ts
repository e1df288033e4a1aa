import { strict, Type } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";
import type { Assertion } from "./schema.ts";
import { weightedMean } from "./weighted-mean.ts";

export const assertSet = assertionKind({
  type: "assert-set",
  area: "groups",
  summary:
    "A group of assertions that counts as one. The score is their weighted mean; it passes when all of them that count do, or with a `threshold` from that score on. Groups may hold groups.",
  params: strict({
    assertions: Type.Unsafe<Assertion[]>({ type: "array", items: { $ref: "#/definitions/assertion" }, minItems: 1, description: "Each with its own weight." }),
  }),
  needs: ["scorePart"],
  async score(input, { assertions }, { scorePart }) {
    const checks = [];
    for (const each of assertions) checks.push(await scorePart(each, input));
    const counting = checks.filter(({ weight, must_pass }) => weight > 0 || must_pass === true);
    const failed = counting.filter(({ pass, pending }) => !pass && pending !== true);
    const open = counting.filter(({ pending }) => pending === true);
    return {
      score: weightedMean(checks),
      pass: failed.length === 0,
      pending: failed.length === 0 && open.length > 0,
      reason:
        failed.length + open.length === 0
          ? `all ${counting.length} hold`
          : [...failed, ...open].map(({ type, description, reason }) => `${description ?? type}: ${reason}`).join("; "),
      checks,
    };
  },
});
