import type { DestinationConfig } from "../destinations/registry.ts";
import { nearest } from "../errors/nearest.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import type { Config } from "../model/config.ts";

/** @throws PromptopsError `unknown-destination`. */
export function settingsOf({ destinations = {} }: Pick<Config, "destinations">, name: string): DestinationConfig {
  const found = Object.hasOwn(destinations, name) ? destinations[name] : undefined;
  if (found !== undefined) return found;
  const meant = nearest(name, Object.keys(destinations));
  throw new PromptopsError(
    "unknown-destination",
    `There is no destination "${name}" in this configuration.`,
    meant === undefined ? {} : { hint: `Did you mean "${meant}"?` },
  );
}
