import { partsOf } from "../assertions/each-assertion.ts";
import type { Assertion } from "../assertions/schema.ts";
import type { EvalCase } from "../model/suite.ts";
import { digestOf } from "./digest.ts";

/**
 * A case's identity: SHA-256 over what decides its result and what a gate makes of it.
 *
 * In: inputs, history, expected answer, assertions (the suite's included) with the digests of the files they name,
 * threshold, how the score is made, must_pass, group. Out: id, tags, origin, descriptions — renaming, moving or labelling a case tests nothing new.
 *
 * @param fileDigests Digest by repository path of every file that assertions may name (scorers, schemas).
 */
export function caseDigest(
  evalCase: Omit<EvalCase, "digest" | "id" | "suite" | "tags" | "origin">,
  fileDigests: Readonly<Record<string, string>> = {},
): string {
  const { inputs, history, expected, assertions, threshold, score, mustPass, group } = evalCase;
  return digestOf({
    of: "case/1",
    inputs,
    history: history.length === 0 ? undefined : history,
    expected,
    assertions: assertions.map((assertion) => assertionIdentity(assertion, fileDigests)),
    threshold,
    score,
    must_pass: mustPass || undefined,
    group,
  });
}

function assertionIdentity(assertion: Assertion, fileDigests: Readonly<Record<string, string>>): unknown {
  const declared = withoutDescriptions(assertion);
  const named = [...new Set(textsIn(declared))].filter((text) => Object.hasOwn(fileDigests, text));
  return named.length === 0 ? declared : { declared, files: Object.fromEntries(named.map((path) => [path, fileDigests[path]])) };
}

function withoutDescriptions(assertion: Assertion): Omit<Assertion, "description"> {
  const { description: _, ...declared } = assertion;
  const parts = partsOf(assertion);
  return parts.length === 0 ? declared : { ...declared, assertions: parts.map(withoutDescriptions) as Assertion["assertions"] };
}

/** A file may be named anywhere: as a value, in a list, in an assertion of a group. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) yield* textsIn(each);
}
