import type { GatePolicy } from "../model/gate-policy.ts";

type Defaulted = "mode" | "metric" | "alpha" | "margin";

/** A policy with its defaults filled in. What is still absent is not asked for. */
export type EffectivePolicy = Omit<GatePolicy, Defaulted> & Required<Pick<GatePolicy, Defaulted>>;

/**
 * A smoke gate that names no threshold would wave anything through; this is what it asks for instead.
 * The plain rate, not a bound on it: ten cases are enough to start with, and the report shows how little they prove.
 */
export const defaultSmokePassRate = 0.8;

/** After so many looks the next one's part of alpha is below a hundredth of it. */
export const defaultHoldoutLooks = 10;

/** One policy of an environment's (`.promptops.yml`) and a manifest's for it: key by key, guard by guard, the manifest wins. */
export function gatePolicyOf(environment: GatePolicy | undefined, manifest: GatePolicy | undefined): GatePolicy {
  const guards = { ...environment?.guards, ...manifest?.guards };
  return { ...environment, ...manifest, ...(Object.keys(guards).length > 0 ? { guards } : {}) };
}

/** @param first Nothing is live: there is nothing to compare with, so the mode is `smoke`. */
export function withDefaults(policy: GatePolicy, first: boolean): EffectivePolicy {
  return { metric: "pass", alpha: 0.05, margin: 0.05, ...policy, mode: first ? "smoke" : (policy.mode ?? "no-regress") };
}
