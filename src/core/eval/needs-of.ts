import type { AssertionKind } from "../assertions/kind.ts";
import type { Assertion } from "../assertions/schema.ts";
import { assertionKinds } from "../assertions/registry.ts";

/** What an assertion of this type needs beside the answer. */
export function needsOf(type: string): AssertionKind["needs"] {
  const kinds: Readonly<Record<string, AssertionKind>> = assertionKinds;
  return Object.hasOwn(kinds, type) ? (kinds[type]?.needs ?? []) : [];
}

/** The models (`provider/name`) that these assertions ask to judge. */
export function judgesOf(assertions: readonly Assertion[]): string[] {
  return assertions.flatMap(({ type, model }) => (typeof model === "string" && needsOf(type).includes("askJudge") ? [model] : []));
}
