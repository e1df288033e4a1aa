import { destinationVariables } from "../destinations/registry.ts";
import type { Config } from "../model/config.ts";
import { destinationsOf, type Job } from "../model/job.ts";
import { neededVariables } from "../providers/registry.ts";

/**
 * Names of the environment variables a job uses by itself and through its destinations, sorted. Which provider it asks depends on the
 * version that is live, so the keys of all providers count.
 */
export function credentialsOf(
  job: Pick<Job, "heartbeat" | "inputs_from" | "destinations">,
  { providers, destinations = {} }: Pick<Config, "providers" | "destinations">,
): string[] {
  const own = [
    job.heartbeat?.url_env,
    ...Object.values(job.inputs_from ?? {}).flatMap(({ http }) => [http?.url_env, ...Object.values(http?.header_env ?? {})]),
  ];
  const sent = destinationsOf(job).flatMap(({ name }) => {
    const settings = Object.hasOwn(destinations, name) ? destinations[name] : undefined;
    return settings === undefined ? [] : destinationVariables(settings);
  });
  const names = [...own, ...sent, ...Object.values(providers).flatMap(neededVariables)].filter((name) => name !== undefined);
  return [...new Set(names)].sort();
}
