import { hasHardLabel } from "../../challenge/challenge-case.ts";
import { eachAssertion, type PlacedAssertion } from "../../assertions/each-assertion.ts";
import { deepestGroup } from "../../assertions/deepest-group.ts";
import type { Assertion } from "../../assertions/schema.ts";
import { kindOf, modelsAskedBy, type AskedByDefault } from "../../eval/needs-of.ts";
import { epochsNeeded } from "../../eval/reduce-epochs.ts";
import { providerOf } from "../../model-call/provider-of.ts";
import type { Breach } from "../breach.ts";
import type { Config } from "../config.ts";
import type { DocumentPath } from "../document-path.ts";
import type { Suite } from "../suite.ts";
import { embeddingsExist } from "./embeddings-exist.ts";
import { canFailRules, counts } from "./can-fail-rules.ts";
import { knownName, suggestion, type Rule } from "./rule.ts";
import { scoreRules } from "./score-rules.ts";

/** What a suite is checked against, beside its cases. */
export interface SuiteContext {
  /** Names of the prompt's variables. */
  readonly variables: readonly string[];
  /** The prompt's own output contract is checked on every answer. */
  readonly hasContract: boolean;
  /** From the configuration; undefined = not at hand, so not checked. */
  readonly providers: Config["providers"] | undefined;
  /** Models that the configuration asks where nobody names one; undefined = not at hand, so not checked. */
  readonly askedByDefault: AskedByDefault | undefined;
  /** Files that assertions name and that are there. */
  readonly namedFiles: ReadonlySet<string>;
  /** Names of all judges, built-in ones included. */
  readonly judges: readonly string[];
}

type SuiteRule = Rule<Suite, SuiteContext>;

const hasCases: SuiteRule = function* ({ cases = [], datasets = [] }) {
  if (cases.length === 0 && datasets.length === 0)
    yield { rule: "empty-suite", path: [], message: "The suite has no cases.", hint: "Add `cases` or `datasets`: a suite without cases proves nothing." };
};

const casesAreJudged: SuiteRule = function* ({ assertions = [], cases = [], datasets = [], score, threshold = 0 }, { hasContract }) {
  if (hasContract || cases.length + datasets.length === 0) return;
  // A composite score may be of the latency alone.
  if (assertions.some(counts) || (score !== undefined && threshold > 0)) return;
  const judged = cases.map((each) => (each.assertions ?? []).some(counts));
  if (datasets.length === 0 && judged.every(Boolean)) return;
  const at = judged.indexOf(false);
  const path = at === -1 ? ["datasets", 0] : ["cases", at];
  if (assertions.length + (cases[at]?.assertions ?? []).length > 0)
    yield {
      rule: "no-assertions",
      path,
      message: "No assertion counts here, so every answer passes: each has `weight: 0`.",
      hint: "Give one of them a weight, or `must_pass: true`.",
    };
  else
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

const modelsAreConfigured: SuiteRule = function* (suite, { providers }) {
  if (providers === undefined) return;
  const provider = (model: string, path: DocumentPath) => knownName(providerOf(model), Object.keys(providers), "provider", path);
  if (suite.judge !== undefined) yield* provider(suite.judge, ["judge"]);
  for (const { assertion, path } of assertionsOf(suite)) {
    for (const { model, at } of namedModels(assertion)) yield* provider(model, [...path, ...at]);
  }
};

const askedModelsAreNamed: SuiteRule = function* (suite, { askedByDefault }) {
  if (askedByDefault === undefined) return;
  const byDefault = { ...askedByDefault, judge: suite.judge ?? askedByDefault.judge };
  for (const { assertion, path } of assertionsOf(suite)) {
    // Those inside a group come by themselves.
    for (const { use, type, model } of modelsAskedBy([withoutParts(assertion)], byDefault)) {
      if (model !== undefined) continue;
      const [what, hint] =
        use === "judge"
          ? ["judge", "Give it a `model`, the suite a `judge`, or the project `evaluation.judge` in `.promptops.yml`."]
          : ["compare the texts", "Give it a `model`, or the project `evaluation.embeddings` in `.promptops.yml`."];
      yield { rule: "missing-model", path, message: `Nobody says which model shall ${what} here: \`${type}\` has no \`model\`.`, hint };
    }
  }
};

const embeddingModelsEmbed: SuiteRule = function* (suite, { providers = {} }) {
  for (const { assertion, path } of assertionsOf(suite)) {
    const { type, model } = assertion;
    if (typeof model === "string" && kindOf(type)?.needs.includes("embed")) yield* embeddingsExist(model, providers, [...path, "model"]);
  }
};

const judgesExist: SuiteRule = function* (suite, { judges }) {
  for (const { assertion, path } of assertionsOf(suite)) {
    const { type, judge } = assertion;
    if (typeof judge === "string" && kindOf(type)?.needs.includes("askJudge")) yield* knownName(judge, judges, "judge", [...path, "judge"]);
  }
};

const namedFilesExist: SuiteRule = function* (suite, { namedFiles }) {
  for (const { assertion, path } of assertionsOf(suite)) {
    for (const { path: file, at, maybe = false } of kindOf(assertion.type)?.files?.({ ...assertion }) ?? []) {
      if (!maybe && !namedFiles.has(file))
        yield { rule: "missing-file", path: [...path, ...at], message: `There is no file \`${file}\`.`, hint: "Paths count from the repository's top." };
    }
  }
};

const contextsAreVariables: SuiteRule = function* (suite, { variables }) {
  for (const { assertion, path } of assertionsOf(suite)) {
    const variable = assertion["context_variable"];
    if (typeof variable === "string") yield* knownName(variable, variables, "variable", [...path, "context_variable"]);
  }
};

const groupsAreShallow: SuiteRule = function* (suite) {
  for (const { assertion, path, depth } of assertionsOf(suite)) {
    if (depth === deepestGroup && Array.isArray(assertion["assertions"])) yield tooDeep(path);
  }
};

const epochsSuffice: SuiteRule = function* ({ epochs = 1, reducer = "mean" }) {
  const needed = epochsNeeded(reducer);
  if (needed > epochs)
    yield {
      rule: "too-few-epochs",
      path: ["reducer"],
      message: `The reducer looks at ${needed} epochs, and there ${epochs === 1 ? "is 1" : `are ${epochs}`}.`,
      hint: `Write \`epochs: ${needed}\` or more.`,
    };
};

/** Every assertion of a suite and its own cases, those inside groups too, with its place. */
export function* assertionsOf({ assertions = [], cases = [] }: Suite): Generator<PlacedAssertion> {
  yield* eachAssertion(assertions, ["assertions"]);
  for (const [position, each] of cases.entries()) yield* eachAssertion(each.assertions ?? [], ["cases", position, "assertions"]);
}

function withoutParts({ assertions: _, ...assertion }: Assertion): Assertion {
  return assertion as Assertion;
}

/** The models that an assertion names, and under which of its keys. */
function namedModels(assertion: Assertion): { model: string; at: DocumentPath }[] {
  const kind = kindOf(assertion.type);
  const asks = kind?.needs.some((need) => need === "askJudge" || need === "embed") === true;
  const rivals = new Set(kind?.rivals?.({ ...assertion }));
  const own = asks && typeof assertion["model"] === "string" ? [{ model: assertion["model"], at: ["model"] }] : [];
  const found = Object.entries(assertion).flatMap(([key, value]) => {
    const list = Array.isArray(value) ? (value as readonly unknown[]) : [];
    if (typeof value === "string" && rivals.has(value)) return [{ model: value, at: [key] }];
    return list.flatMap((each, at) => (typeof each === "string" && rivals.has(each) ? [{ model: each, at: [key, at] }] : []));
  });
  return [...own, ...found.filter(({ at: [key] }) => key !== "model")];
}

function tooDeep(path: DocumentPath): Breach {
  return { rule: "too-deep", path, message: `Groups may stand in groups ${deepestGroup} deep; this one is deeper.`, hint: "Move its assertions up." };
}

/** What `challenge build` wrote as a holdout stays one: sealed, and nothing in it that only a judge or a person can decide. */
const challengeHoldoutIsSealed: SuiteRule = function* (suite) {
  const { holdout, assertions = [], cases = [] } = suite;
  const built: unknown = (suite as Readonly<Record<string, unknown>>)["x-challenge"];
  if (typeof built !== "object" || built === null || !("split" in built) || built.split !== "holdout") return;
  if (holdout !== true)
    yield {
      rule: "unsealed-holdout",
      path: holdout === undefined ? ["x-challenge"] : ["holdout"],
      onKey: true,
      message: "This is the holdout of a challenge set, and it is not sealed.",
      hint: "Write `holdout: true`; a gate counts who looks at it.",
    };
  for (const [at, each] of cases.entries()) {
    if (hasHardLabel([...assertions, ...(each.assertions ?? [])])) continue;
    yield {
      rule: "judged-holdout",
      path: ["cases", at],
      message: "Only a judge or a person can decide this case, and it is in the holdout of a challenge set.",
      hint: "Add an assertion that needs neither, or move the case to the validation suite.",
    };
  }
};

export const suiteRules: readonly SuiteRule[] = [
  hasCases,
  casesAreJudged,
  datasetsNameVariables,
  modelsAreConfigured,
  askedModelsAreNamed,
  embeddingModelsEmbed,
  judgesExist,
  namedFilesExist,
  contextsAreVariables,
  groupsAreShallow,
  epochsSuffice,
  challengeHoldoutIsSealed,
  ...canFailRules,
  ...scoreRules,
];
