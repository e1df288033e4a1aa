import { eachAssertion } from "../assertions/each-assertion.ts";
import type { AssertionKind } from "../assertions/kind.ts";
import type { Assertion } from "../assertions/schema.ts";
import { assertionKinds } from "../assertions/registry.ts";
import type { PlannedJudge } from "./planned-judge.ts";

/** The kind of an assertion; undefined for a word that is none. */
export function kindOf(type: string): AssertionKind | undefined {
  return Object.hasOwn(assertionKinds, type) ? assertionKinds[type] : undefined;
}

/** The models that are asked where an assertion names none. */
export interface AskedByDefault {
  readonly judge: string | undefined;
  readonly embedding: string | undefined;
}

/** A model that an assertion asks. */
export interface AskedModel extends Pick<PlannedJudge, "use" | "judge"> {
  /** The assertion's kind. */
  readonly type: string;
  /** Undefined when nobody says which. */
  readonly model: string | undefined;
}

/** Every model that these assertions ask, those inside groups too. */
export function modelsAskedBy(assertions: readonly Assertion[], byDefault: AskedByDefault): AskedModel[] {
  return [...eachAssertion(assertions)].flatMap(({ assertion }): AskedModel[] => {
    const { type, judge, model } = assertion;
    const kind = kindOf(type);
    if (kind === undefined) return [];
    const own = typeof model === "string" ? model : undefined;
    return [
      ...(kind.needs.includes("askJudge")
        ? [{ type, use: "judge" as const, judge: typeof judge === "string" ? judge : (kind.judge ?? type), model: own ?? byDefault.judge }]
        : []),
      ...(kind.needs.includes("embed") ? [{ type, use: "embedding" as const, model: own ?? byDefault.embedding }] : []),
      ...(kind.rivals?.({ ...assertion }) ?? []).map((rival) => ({ type, use: "rival" as const, model: rival })),
    ];
  });
}

/** The first assertion that runs code or calls out, those inside groups too. */
export function codeIn(assertions: readonly Assertion[]): Assertion | undefined {
  for (const { assertion } of eachAssertion(assertions)) if (kindOf(assertion.type)?.code === true) return assertion;
  return undefined;
}
