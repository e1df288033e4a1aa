import type { Assertion } from "../assertions/schema.ts";
import type { EvalCase } from "../model/suite.ts";
import { digestOf } from "./digest.ts";

/**
 * A case's identity: SHA-256 over what decides its result and what a gate makes of it.
 *
 * In: inputs, history, expected answer, assertions (the suite's included) with the digests of the files they name,
 * threshold, must_pass, group. Out: id, tags, origin, descriptions — renaming, moving or labelling a case tests nothing new.
 *
 * @param fileDigests Digest by repository path of every file that assertions may name (scorers, schemas).
 */
export function caseDigest(
  evalCase: Omit<EvalCase, "digest" | "id" | "suite" | "tags" | "origin">,
  fileDigests: Readonly<Record<string, string>> = {},
): string {
  const { inputs, history, expected, assertions, threshold, mustPass, group } = evalCase;
  return digestOf({
    of: "case/1",
    inputs,
    history: history.length === 0 ? undefined : history,
    expected,
    assertions: assertions.map((assertion) => assertionIdentity(assertion, fileDigests)),
    threshold,
    must_pass: mustPass || undefined,
    group,
  });
}

function assertionIdentity(assertion: Assertion, fileDigests: Readonly<Record<string, string>>): unknown {
  const { description: _, ...declared } = assertion;
  const named = Object.values(declared).filter((value) => typeof value === "string" && Object.hasOwn(fileDigests, value)) as string[];
  return named.length === 0 ? declared : { declared, files: Object.fromEntries(named.map((path) => [path, fileDigests[path]])) };
}
