import { digestOf } from "../identity/digest.ts";
import type { Environment } from "../model/config.ts";
import { AnyJson, strict, Type, type Json, type Static } from "../model/shape.ts";
import type { Acceptance } from "../model/acceptance.ts";
import type { GatePolicy } from "../model/gate-policy.ts";
import { gatePolicyOf } from "./effective-policy.ts";

/** One key that two policies have otherwise. */
export const PolicyDifference = strict({
  key: Type.String({ description: "`approvals`, `gate.margin`, `gate.guards.cost.max_usd`, `accept`; `environment` where one of them does not know it." }),
  there: Type.Optional({ ...AnyJson, description: "As the base branch has it; absent: not asked for." }),
  here: Type.Optional({ ...AnyJson, description: "As what is checked out has it." }),
});
export type PolicyDifference = Static<typeof PolicyDifference>;

/** What an environment's policy consists of for one prompt. */
export interface PolicyParts {
  /** Undefined: there is no such environment. */
  readonly environment: Environment | undefined;
  /** What the prompt's manifest says of it. */
  readonly manifest: GatePolicy | undefined;
  /** What it accepts of what validators find; absent = nothing. */
  readonly accept?: readonly Acceptance[] | undefined;
}

/** The keys that hold for a prompt otherwise there than here, by name. Defaults are not filled in: what both leave to them is the same. */
export function policyDifferences(prompt: string, there: PolicyParts, here: PolicyParts): PolicyDifference[] {
  const [theirs, ours] = [there, here].map((parts) => flat(inForce(prompt, parts)));
  const keys = [...new Set([...(theirs?.keys() ?? []), ...(ours?.keys() ?? [])])].sort();
  return keys.flatMap((key) => {
    const [a, b] = [theirs?.get(key), ours?.get(key)];
    if (digestOf({ value: a ?? null }) === digestOf({ value: b ?? null })) return [];
    return [{ key, ...(a === undefined ? {} : { there: a }), ...(b === undefined ? {} : { here: b }) }];
  });
}

function inForce(prompt: string, { environment, manifest, accept = [] }: PolicyParts): Json {
  const { gate: _, namespaces: __, description: ___, ...rules } = environment ?? {};
  return {
    environment: environment !== undefined,
    ...rules,
    gate: gatePolicyOf(environment, prompt, manifest),
    ...(accept.length === 0 ? {} : { accept }),
  } as Json;
}

/** Leaves by their path; lists are leaves. */
function flat(value: Json, path: readonly string[] = []): Map<string, Json> {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return new Map([[path.join("."), value]]);
  return new Map(Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [...flat(each, [...path, key])])));
}
