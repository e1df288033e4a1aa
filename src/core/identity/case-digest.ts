import { partsOf } from "../assertions/each-assertion.ts";
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
 * threshold, how the score is made, must_pass, group. Out: id, tags, origin, descriptions — renaming, moving or labelling a case tests nothing new.
 *
 * @param fileDigests Digest by repository path of every file that assertions may name (scorers, schemas).
 */
export function caseDigest(evalCase: Omit<EvalCase, "digest" | "id" | "suite" | "tags" | "origin">, fileDigests: FileDigests = noFiles): string {
  const { inputs, history, expected, assertions, threshold, score, mustPass, group } = evalCase;
  return digestBytes(
    canonicalObject({
      assertions: `[${assertions.map((assertion) => assertionText(assertion, fileDigests)).join(",")}]`,
      expected: canonicalOrAbsent(expected),
      group: canonicalOrAbsent(group),
      history: history.length === 0 ? undefined : canonicalJson(history),
      inputs: canonicalJson(inputs),
      must_pass: mustPass ? "true" : undefined,
      of: '"case/1"',
      score: canonicalOrAbsent(score),
      threshold: canonicalOrAbsent(threshold),
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
