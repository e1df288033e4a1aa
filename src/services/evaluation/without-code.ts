import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { runsCode } from "../../core/providers/registry.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { PlanInput } from "./evaluation-input.ts";

/** Opens providers, but for those that run a program of the repository's choosing. */
export function withoutCode(openProvider: OpenProvider, { providers }: Pick<PlanInput["config"], "providers">): OpenProvider {
  return async (name) => {
    const settings = Object.hasOwn(providers, name) ? providers[name] : undefined;
    if (settings !== undefined && runsCode(settings))
      throw new PromptopsError(
        "code-refused",
        `Provider "${name}" is a program of this repository's choosing (\`${settings.kind}\`), and --no-code forbids to run it.`,
        {
          where: `.promptops.yml: providers.${name}`,
        },
      );
    return openProvider(name);
  };
}
