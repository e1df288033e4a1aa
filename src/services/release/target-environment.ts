import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Config } from "../../core/model/config.ts";
import { requireEnvironment } from "./committed-project.ts";

/**
 * The environment whose live version a prompt is compared with; undefined in a project that has none.
 * @throws PromptopsError `unknown-environment`, `missing-target` when there are several and none is named.
 */
export function targetEnvironment(config: Config, wanted: string | undefined): string | undefined {
  const names = Object.keys(config.environments ?? {});
  const target = wanted ?? config.release?.target ?? (names.length === 1 ? names[0] : undefined);
  if (target !== undefined) requireEnvironment(config, target);
  else if (names.length > 1)
    throw new PromptopsError("missing-target", `There are ${names.length} environments (${names.join(", ")}), and none is the target.`);
  return target;
}
