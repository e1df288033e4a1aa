import { meantName } from "../../errors/meant-name.ts";
import type { Config, Environment } from "../config.ts";
import type { GatePolicy } from "../gate-policy.ts";
import type { DocumentPath } from "../document-path.ts";
import { knownName, suggestion, type Rule } from "./rule.ts";

/** What the policies of environments are checked against. */
export interface PolicyContext {
  /** Names of every prompt's suites; undefined when nobody looked at all of them. */
  readonly suites: ReadonlyMap<string, readonly string[]> | undefined;
}

type PolicyRule = Rule<Config, PolicyContext>;

const gateSuitesExist: PolicyRule = function* ({ environments = {} }, { suites }) {
  if (suites === undefined) return;
  for (const [policy, path, namespace] of policiesIn(environments)) {
    const governed = [...suites].filter(([id]) => namespace === undefined || id.split("/")[0] === namespace);
    // Where there is no prompt yet, nothing is known of its suites.
    if (governed.length === 0) continue;
    const known = [...new Set(governed.flatMap(([, names]) => names))];
    for (const [at, suite] of (policy.suites ?? []).entries()) yield* knownName(suite, known, "suite", [...path, "suites", at]);
    for (const [at, suite] of (policy.after_promote?.canary?.suites ?? []).entries())
      yield* knownName(suite, known, "suite", [...path, "after_promote", "canary", "suites", at]);
  }
};

function* policiesIn(environments: Readonly<Record<string, Environment>>): Generator<readonly [GatePolicy, DocumentPath, string | undefined]> {
  for (const [name, { gate, namespaces = {} }] of Object.entries(environments)) {
    if (gate !== undefined) yield [gate, ["environments", name, "gate"], undefined];
    for (const [namespace, policy] of Object.entries(namespaces)) yield [policy, ["environments", name, "namespaces", namespace], namespace];
  }
}

const freezesEnd: PolicyRule = function* ({ environments = {} }) {
  for (const [name, { freeze = [] }] of Object.entries(environments)) {
    for (const [at, { from, to }] of freeze.entries()) {
      if (Date.parse(from) < Date.parse(to)) continue;
      yield {
        rule: "freeze-ends-before",
        path: ["environments", name, "freeze", at, "to"],
        message: `The freeze ends at ${to}, which is not after its beginning (${from}): it never holds.`,
        hint: "Give `to` a later moment.",
      };
    }
  }
};

const approversAreEnough: PolicyRule = function* ({ environments = {} }) {
  for (const [name, { approvals = 0, approvers }] of Object.entries(environments)) {
    if (approvers === undefined || approvals <= approvers.length) continue;
    yield {
      rule: "too-few-approvers",
      path: ["environments", name, "approvals"],
      message: `${name} wants ${approvals} approvals, and only ${approvers.length === 1 ? "one person" : `${approvers.length} people`} may give one: nothing can be promoted there.`,
      hint: "Add to `approvers`, or ask for fewer `approvals`.",
    };
  }
};

/** A namespace that no prompt is in, and that is spelled nearly like one that some are in: its rules would hold for nobody. */
const namespacesAreNotMisspelled: PolicyRule = function* (config, { suites }) {
  for (const { namespace, path, known } of emptyNamespaces(config, suites))
    if (meantName(namespace, known) !== undefined) yield* knownName(namespace, known, "namespace", path, "unknown-namespace", true);
};

/** One that is like none may be there for prompts to come. */
const namespacesHavePrompts: PolicyRule = function* (config, { suites }) {
  for (const { namespace, path, known } of emptyNamespaces(config, suites)) {
    if (meantName(namespace, known) !== undefined) continue;
    yield {
      rule: "empty-namespace",
      path,
      onKey: true,
      message: `No prompt is in the namespace \`${namespace}\`: what is said of it holds for nobody.`,
      ...suggestion(namespace, known),
    };
  }
};

/** Nothing where there is no prompt yet, or nobody looked at all of them. */
function* emptyNamespaces(
  { environments = {}, budgets = {} }: Config,
  suites: PolicyContext["suites"],
): Generator<{ readonly namespace: string; readonly path: DocumentPath; readonly known: readonly string[] }> {
  const known = [...new Set([...(suites ?? new Map<string, unknown>()).keys()].map((id) => id.split("/")[0] ?? id))];
  if (known.length === 0) return;
  const named = [
    ...Object.entries(environments).flatMap(([name, { namespaces = {} }]) =>
      Object.keys(namespaces).map((namespace) => ({ namespace, path: ["environments", name, "namespaces", namespace] })),
    ),
    ...Object.keys(budgets.namespaces ?? {}).map((namespace) => ({ namespace, path: ["budgets", "namespaces", namespace] })),
  ];
  for (const each of named) if (!known.includes(each.namespace)) yield { ...each, known };
}

/** What would let nothing through, or would not hold, whatever is promoted. */
export const policyRules: readonly PolicyRule[] = [gateSuitesExist, freezesEnd, approversAreEnough, namespacesAreNotMisspelled];

/** What may be meant so, and is told. */
export const policyWarnings: readonly PolicyRule[] = [namespacesHavePrompts];
