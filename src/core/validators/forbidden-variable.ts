import { usedVariables } from "./used-variables.ts";
import type { Validator } from "./validator.ts";

export const forbiddenVariable: Validator = {
  code: "forbidden-variable",
  summary: "A variable that the manifest forbids is declared or used.",
  check({ resolved: { prompt }, manifest }) {
    const present = new Set([...Object.keys(prompt.variables ?? {}), ...usedVariables(prompt)]);
    return (manifest?.constraints?.forbidden_variables ?? [])
      .filter((name) => present.has(name))
      .map((name) => ({
        path: `variables.${name}`,
        message: `The manifest forbids the variable \`${name}\`, and the prompt has it.`,
        hint: "Take it out of the prompt, or off the manifest's `forbidden_variables`.",
      }));
  },
};
