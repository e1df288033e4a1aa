import { assertionKinds } from "../../assertions/registry.ts";
import type { Assertion } from "../../assertions/schema.ts";
import type { DocumentPath } from "../document-path.ts";
import type { Suite } from "../suite.ts";
import { knownName, suggestion, type Rule } from "./rule.ts";

/** What a suite is checked against, beside its cases. */
export interface SuiteContext {
  /** Names of the prompt's variables. */
  readonly variables: readonly string[];
  /** The prompt's own output contract is checked on every answer. */
  readonly hasContract: boolean;
  /** Names from the configuration; undefined = not at hand, so not checked. */
  readonly providers: readonly string[] | undefined;
  /** Scorer files that assertions name and that are there. */
  readonly scorerFiles: ReadonlySet<string>;
}

type SuiteRule = Rule<Suite, SuiteContext>;

const hasCases: SuiteRule = function* ({ cases = [], datasets = [] }) {
  if (cases.length === 0 && datasets.length === 0)
    yield { rule: "empty-suite", path: [], message: "The suite has no cases.", hint: "Add `cases` or `datasets`: a suite without cases proves nothing." };
};

const casesAreJudged: SuiteRule = function* ({ assertions = [], cases = [], datasets = [] }, { hasContract }) {
  if (hasContract || cases.length + datasets.length === 0) return;
  if (assertions.length > 0 || (datasets.length === 0 && cases.every((each) => (each.assertions ?? []).length > 0))) return;
  const [at] = cases.flatMap((each, position) => ((each.assertions ?? []).length === 0 ? [position] : []));
  const path = at === undefined ? ["datasets", 0] : ["cases", at];
  yield {
    rule: "no-assertions",
    path,
    message: "Nothing is asserted about the answer here.",
    hint: "Add `assertions` to the suite or to the case, or an output contract to the prompt.",
  };
};

const datasetsNameVariables: SuiteRule = function* ({ datasets = [] }, { variables }) {
  for (const [at, { inputs = {} }] of datasets.entries()) {
    for (const name of Object.keys(inputs)) {
      if (!variables.includes(name))
        yield {
          rule: "unknown-variable",
          path: ["datasets", at, "inputs", name],
          onKey: true,
          message: `The prompt has no variable \`${name}\`.`,
          ...suggestion(name, variables),
        };
    }
  }
};

const judgesAreConfigured: SuiteRule = function* (suite, { providers }) {
  if (providers === undefined) return;
  for (const { assertion, path } of assertionsOf(suite)) {
    const { model } = assertion;
    if (assertionKinds[assertion.type]?.needs.includes("askJudge") && typeof model === "string")
      yield* knownName(model.slice(0, model.indexOf("/")), providers, "provider", [...path, "model"]);
  }
};

const scorersExist: SuiteRule = function* (suite, { scorerFiles }) {
  for (const { assertion, path } of assertionsOf(suite)) {
    const file = scorerFile(assertion);
    if (file !== undefined && !scorerFiles.has(file))
      yield { rule: "missing-file", path: [...path, "file"], message: `There is no file \`${file}\`.`, hint: "Paths count from the repository's top." };
  }
};

/** Every assertion of a suite and its own cases, with its place. */
export function* assertionsOf({ assertions = [], cases = [] }: Suite): Generator<{ assertion: Assertion; path: DocumentPath }> {
  for (const [at, assertion] of assertions.entries()) yield { assertion, path: ["assertions", at] };
  for (const [position, each] of cases.entries()) {
    for (const [at, assertion] of (each.assertions ?? []).entries()) yield { assertion, path: ["cases", position, "assertions", at] };
  }
}

/** The file of the user's own code that judges, where one does. */
export function scorerFile(assertion: Assertion): string | undefined {
  const { file } = assertion;
  return assertionKinds[assertion.type]?.needs.includes("runScorer") && typeof file === "string" ? file : undefined;
}

export const suiteRules: readonly SuiteRule[] = [hasCases, casesAreJudged, datasetsNameVariables, judgesAreConfigured, scorersExist];
