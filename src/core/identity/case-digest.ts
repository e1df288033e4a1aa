import type { Assertion } from "../assertions/schema.ts";
import type { EvalCase } from "../model/suite.ts";
import { canonicalJson, canonicalObject } from "./canonical-json.ts";
import { digestBytes } from "./digest.ts";

type FileDigests = Readonly<Record<string, string>>;

const noFiles: FileDigests = {};

/**
 * A case's identity: SHA-256 over what decides its result and what a gate makes of it.
 *
 * In: inputs, history, expected answer, assertions (the suite's included) with the digests of the files they name,
 * threshold, must_pass, group. Out: id, tags, origin, descriptions — renaming, moving or labelling a case tests nothing new.
 *
 * @param fileDigests Digest by repository path of every file that assertions may name (scorers, schemas).
 */
export function caseDigest(evalCase: Omit<EvalCase, "digest" | "id" | "suite" | "tags" | "origin">, fileDigests: FileDigests = noFiles): string {
  const { inputs, history, expected, assertions, threshold, mustPass, group } = evalCase;
  return digestBytes(
    canonicalObject({
      of: '"case/1"',
      inputs: canonicalJson(inputs),
      history: history.length === 0 ? undefined : canonicalJson(history),
      expected: canonicalOrAbsent(expected),
      assertions: `[${assertions.map((assertion) => assertionText(assertion, fileDigests)).join(",")}]`,
      threshold: canonicalOrAbsent(threshold),
      must_pass: mustPass ? "true" : undefined,
      group: canonicalOrAbsent(group),
    }),
  );
}

function canonicalOrAbsent(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}

/** By the assertion's own object: those of a suite are the same for each of its cases. */
const texts = new WeakMap<FileDigests, WeakMap<Assertion, string>>();

function assertionText(assertion: Assertion, fileDigests: FileDigests): string {
  const known = texts.get(fileDigests) ?? new WeakMap<Assertion, string>();
  texts.set(fileDigests, known);
  const text = known.get(assertion) ?? canonicalJson(assertionIdentity(assertion, fileDigests));
  known.set(assertion, text);
  return text;
}

function assertionIdentity(assertion: Assertion, fileDigests: FileDigests): unknown {
  const { description: _, ...declared } = assertion;
  const named = Object.values(declared).filter((value) => typeof value === "string" && Object.hasOwn(fileDigests, value)) as string[];
  return named.length === 0 ? declared : { declared, files: Object.fromEntries(named.map((path) => [path, fileDigests[path]])) };
}
