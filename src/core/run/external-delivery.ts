import { destinationKindOf } from "../destinations/registry.ts";
import type { Config } from "../model/config.ts";
import { destinationsOf, type Job } from "../model/job.ts";

/** Must the version of this job have had a passing gate? Unless the job says so itself, whatever other people get to see must. */
export function needsGreenEval(job: Job, { destinations = {} }: Pick<Config, "destinations">): boolean {
  if (job.requires_green_eval !== undefined) return job.requires_green_eval;
  return destinationsOf(job).some(({ name }) => {
    const settings = Object.hasOwn(destinations, name) ? destinations[name] : undefined;
    return settings !== undefined && destinationKindOf(settings).external;
  });
}
