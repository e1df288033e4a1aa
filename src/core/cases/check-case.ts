import { eachAssertion, type PlacedAssertion } from "../assertions/each-assertion.ts";
import type { Assertion } from "../assertions/schema.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import { kindOf } from "../eval/needs-of.ts";
import type { Breach } from "../model/breach.ts";
import { loneSurrogates } from "../model/lone-surrogates.ts";
import type { Json } from "../model/shape.ts";
import type { Case } from "../model/suite.ts";
import type { CaseContext } from "./case-context.ts";
import { inputFits, missingInputs } from "./check-inputs.ts";
import { matrixLimit, matrixSize } from "./expand-matrix.ts";

/** What is wrong with one case, whatever file it came from; paths count from the case. */
export function* checkCase(written: Case, context: CaseContext): Generator<Breach> {
  yield* loneSurrogates(written);
  yield* inputsFit(written, context);
  yield* nothingIsMissing(written, context);
  if (written.matrix !== undefined) yield* matrixIsUsable(written);
  if (written.history !== undefined) yield* historyHasAPlace(written, context);
  yield* expectedIsUsable(written, context);
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

function* expectedIsUsable({ expected, assertions = [] }: Case, { settings }: CaseContext): Generator<Breach> {
  const own = [...eachAssertion(assertions, ["assertions"])].filter(usesExpected);
  const users = [...own, ...sharedUsers(settings)];
  if (expected === undefined) {
    const [first] = users;
    if (first !== undefined) yield missingExpected(first, own.length > 0);
    return;
  }
  for (const { assertion } of users) {
    const unfit = misfit(assertion, expected);
    if (unfit !== undefined) yield { rule: "unfitting-expected", path: ["expected"], message: unfit.message, hint: unfit.hint };
  }
}

function missingExpected({ assertion: { type }, path }: PlacedAssertion, isOwn: boolean): Breach {
  const { properties = {} } = kindOf(type)?.params ?? {};
  const instead = ["value", "values", "calls", "equals"].find((key) => Object.hasOwn(properties, key)) ?? "value";
  return {
    rule: "missing-expected",
    path: isOwn ? path : [],
    message: `\`${type}\` compares with the expected answer, and the case has none.`,
    hint: `Give the case \`expected\`, or the assertion ${instead === "value" ? "a " : ""}\`${instead}\`.`,
  };
}

const shared = new WeakMap<CaseContext["settings"], readonly PlacedAssertion[]>();

/** The suite's own assertions that compare with the expected answer; the same for all of its cases. */
function sharedUsers(settings: CaseContext["settings"]): readonly PlacedAssertion[] {
  const users = shared.get(settings) ?? [...eachAssertion(settings.assertions ?? [])].filter(usesExpected);
  shared.set(settings, users);
  return users;
}

function usesExpected({ assertion }: PlacedAssertion): boolean {
  return kindOf(assertion.type)?.usesExpected?.({ ...assertion }) === true;
}

/** Why an assertion cannot compare with this. */
function misfit({ type }: Assertion, expected: Json): PromptopsError | undefined {
  try {
    kindOf(type)?.fromExpected?.(expected);
    return undefined;
  } catch (error) {
    if (error instanceof PromptopsError) return error;
    throw error;
  }
}
