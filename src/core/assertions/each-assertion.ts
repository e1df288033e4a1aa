import type { DocumentPath } from "../model/document-path.ts";
import type { Assertion } from "./schema.ts";

export interface PlacedAssertion {
  readonly assertion: Assertion;
  readonly path: DocumentPath;
  /** In how many groups it stands. */
  readonly depth: number;
}

/** Assertions with their places, and after a group those it is made of. @param path Of the list. */
export function* eachAssertion(assertions: readonly Assertion[], path: DocumentPath = [], depth = 0): Generator<PlacedAssertion> {
  for (const [at, assertion] of assertions.entries()) {
    const place = [...path, at];
    yield { assertion, path: place, depth };
    yield* eachAssertion(partsOf(assertion), [...place, "assertions"], depth + 1);
  }
}

/** The assertions that a group is made of; none for any other. */
export function partsOf(assertion: Assertion): readonly Assertion[] {
  const parts: unknown = assertion["assertions"];
  return Array.isArray(parts) ? (parts as readonly Assertion[]) : [];
}
