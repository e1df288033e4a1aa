import { eachAssertion } from "../assertions/each-assertion.ts";
import { assertionKinds } from "../assertions/registry.ts";
import type { Assertion } from "../assertions/schema.ts";
import type { Breach } from "../model/breach.ts";
import type { Case } from "../model/suite.ts";
import type { CaseContext } from "./case-context.ts";
import { inputFits, missingInputs } from "./check-inputs.ts";
import { matrixLimit, matrixSize } from "./expand-matrix.ts";

/** What is wrong with one case, whatever file it came from; paths count from the case. */
export function* checkCase(written: Case, context: CaseContext): Generator<Breach> {
  yield* inputsFit(written, context);
  yield* nothingIsMissing(written, context);
  if (written.matrix !== undefined) yield* matrixIsUsable(written);
  if (written.history !== undefined) yield* historyHasAPlace(written, context);
  yield* expectedIsThere(written, context);
}

function* inputsFit({ inputs = {}, matrix = {} }: Case, { variables }: CaseContext): Generator<Breach> {
  for (const [name, value] of Object.entries(inputs)) yield* inputFits(variables, name, value, ["inputs", name]);
  for (const [name, values] of Object.entries(matrix)) {
    if (!variables.has(name)) yield* inputFits(variables, name, values, ["matrix", name]);
    else for (const [at, value] of values.entries()) yield* inputFits(variables, name, value, ["matrix", name, at]);
  }
}

function nothingIsMissing({ inputs = {}, matrix = {} }: Case, { variables }: CaseContext): Iterable<Breach> {
  return missingInputs(variables, (name) => Object.hasOwn(inputs, name) || Object.hasOwn(matrix, name), "case");
}

function* matrixIsUsable(written: Case): Generator<Breach> {
  const { inputs = {}, matrix = {} } = written;
  for (const name of Object.keys(matrix)) {
    if (Object.hasOwn(inputs, name))
      yield {
        rule: "contradiction",
        path: ["matrix", name],
        onKey: true,
        message: `\`${name}\` has one value in \`inputs\` and several in \`matrix\`.`,
        hint: "Remove it from one of them.",
      };
  }
  const size = matrixSize(written);
  if (size > matrixLimit)
    yield {
      rule: "too-many",
      path: ["matrix"],
      onKey: true,
      message: `The matrix makes ${size} cases; ${matrixLimit} are allowed.`,
      hint: "Put the cases you need into a dataset.",
    };
}

function* historyHasAPlace({ history = [] }: Case, { takesHistory }: CaseContext): Generator<Breach> {
  if (history.length > 0 && !takesHistory)
    yield {
      rule: "unexpected-history",
      path: ["history"],
      onKey: true,
      message: "The prompt has no place for a history.",
      hint: "Add `- history: true` to its messages.",
    };
}

function* expectedIsThere({ expected, assertions = [] }: Case, { settings }: CaseContext): Generator<Breach> {
  if (expected !== undefined) return;
  const own = eachAssertion(assertions, ["assertions"]).find(({ assertion }) => comparesWithExpected(assertion));
  const type = own?.assertion.type ?? sharedComparing(settings);
  if (type === undefined) return;
  const path = own?.path ?? [];
  yield {
    rule: "missing-expected",
    path,
    message: `\`${type}\` compares with the expected answer, and the case has none.`,
    hint: "Give the case `expected`, or the assertion a `value`.",
  };
}

const comparing = new WeakMap<CaseContext["settings"], { readonly type: string | undefined }>();

/** The suite's first assertion that compares with the expected answer; the same for all of its cases. */
function sharedComparing(settings: CaseContext["settings"]): string | undefined {
  const known = comparing.get(settings);
  if (known !== undefined) return known.type;
  const type = eachAssertion(settings.assertions ?? []).find(({ assertion }) => comparesWithExpected(assertion))?.assertion.type;
  comparing.set(settings, { type });
  return type;
}

/** How an assertion can say by itself what it compares with. */
const ownWords = ["value", "values", "min", "max", "against"];

/** Kinds whose `value` (or `values`) may be absent take the case's expected answer then. */
function comparesWithExpected(assertion: Assertion): boolean {
  const params = assertionKinds[assertion.type]?.params;
  const mayTakeIt = ["value", "values"].some((key) => params !== undefined && Object.hasOwn(params.properties, key) && params.required?.includes(key) !== true);
  return mayTakeIt && ownWords.every((key) => assertion[key] === undefined);
}
