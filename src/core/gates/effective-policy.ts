import type { Environment } from "../model/config.ts";
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

/**
 * What a gate asks of a prompt in an environment. Key by key, guard by guard: the prompt's manifest wins over what the environment says of
 * its namespace, and that over what it says of all prompts.
 */
export function gatePolicyOf(environment: Pick<Environment, "gate" | "namespaces"> | undefined, prompt: string, manifest: GatePolicy | undefined): GatePolicy {
  const namespace = prompt.split("/")[0] ?? prompt;
  const { gate, namespaces = {} } = environment ?? {};
  const layers = [gate, Object.hasOwn(namespaces, namespace) ? namespaces[namespace] : undefined, manifest];
  return layers.reduce<GatePolicy>((under, over) => (over === undefined ? under : laidOver(under, over)), {});
}

function laidOver(under: GatePolicy, over: GatePolicy): GatePolicy {
  const guards = { ...under.guards, ...over.guards };
  const after_promote = { ...under.after_promote, ...over.after_promote };
  return {
    ...under,
    ...over,
    ...(Object.keys(guards).length > 0 ? { guards } : {}),
    ...(Object.keys(after_promote).length > 0 ? { after_promote } : {}),
  };
}

/** @param first Nothing is live: there is nothing to compare with, so the mode is `smoke`. */
export function withDefaults(policy: GatePolicy, first: boolean): EffectivePolicy {
  return { metric: "pass", alpha: 0.05, margin: 0.05, ...policy, mode: first ? "smoke" : (policy.mode ?? "no-regress") };
}
