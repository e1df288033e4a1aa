import { partsOf } from "../assertions/each-assertion.ts";
import { readJson } from "../assertions/read-json.ts";
import type { Assertion } from "../assertions/schema.ts";
import { kindOf } from "../eval/needs-of.ts";
import type { ValidatedCase } from "./validator.ts";

/** The texts of a case that a prompt should not hold. */
interface CaseTexts {
  /** Right answers, and values in them. */
  readonly answers: readonly string[];
  /** What its own assertions look for in an answer. */
  readonly pieces: readonly string[];
  /** What it is asked with. */
  readonly inputs: readonly string[];
}

/** What a case asks, and what it goes by. What an answer must not hold is no secret. */
export function caseTexts({ inputs, history, expected, assertions }: ValidatedCase): CaseTexts {
  const told = [...affirmed(assertions)].map((assertion) => kindOf(assertion.type)?.tells?.({ ...assertion }) ?? {});
  return {
    answers: [...texts(expected), ...told.flatMap(({ whole }) => [...texts(whole)])],
    pieces: told.flatMap(({ pieces }) => [...texts(pieces)]),
    inputs: [...texts(inputs), ...history.map(({ content }) => content)],
  };
}

function* affirmed(assertions: readonly Assertion[]): Generator<Assertion> {
  for (const assertion of assertions) {
    if (assertion.not === true) continue;
    yield assertion;
    yield* affirmed(partsOf(assertion));
  }
}

/** Every text in a value, also in JSON that is written as a text. */
function* texts(value: unknown): Generator<string> {
  if (typeof value === "string") {
    const json = /^\s*[[{]/.test(value) ? readJson(value) : undefined;
    if (json === undefined) yield value;
    else yield* texts(json);
  } else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) yield* texts(each);
}
