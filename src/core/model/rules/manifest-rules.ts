import type { Manifest } from "../manifest.ts";
import { knownName, type Rule } from "./rule.ts";

/** What a manifest is checked against; undefined = not at hand, so not checked. */
export interface ManifestContext {
  readonly environments: readonly string[] | undefined;
  /** Names of the prompt's suites. */
  readonly suites: readonly string[];
}

type ManifestRule = Rule<Manifest, ManifestContext>;

const gatesNameEnvironments: ManifestRule = function* ({ gates = {} }, { environments }) {
  if (environments === undefined) return;
  for (const environment of Object.keys(gates)) yield* knownName(environment, environments, "environment", ["gates", environment], undefined, true);
};

const gateSuitesExist: ManifestRule = function* ({ gates = {} }, { suites }) {
  for (const [environment, policy] of Object.entries(gates)) {
    for (const [at, suite] of (policy.suites ?? []).entries()) yield* knownName(suite, suites, "suite", ["gates", environment, "suites", at]);
    for (const [at, suite] of (policy.after_promote?.canary?.suites ?? []).entries())
      yield* knownName(suite, suites, "suite", ["gates", environment, "after_promote", "canary", "suites", at]);
  }
};

const requiredIsNotForbidden: ManifestRule = function* ({ constraints = {} }) {
  const { required_variables: required = [], forbidden_variables: forbidden = [] } = constraints;
  for (const [at, name] of forbidden.entries()) {
    if (required.includes(name))
      yield {
        rule: "contradiction",
        path: ["constraints", "forbidden_variables", at],
        message: `\`${name}\` is required and forbidden at once.`,
        hint: "Remove it from one of the two lists.",
      };
  }
};

export const manifestRules: readonly ManifestRule[] = [gatesNameEnvironments, gateSuitesExist, requiredIsNotForbidden];
