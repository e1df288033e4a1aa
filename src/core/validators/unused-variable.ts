import { isRequired } from "../template/variable-schema.ts";
import { usedVariables } from "./used-variables.ts";
import type { Validator } from "./validator.ts";

/** An optional variable may stay unused: that is how one is phased out without breaking its callers. */
export const unusedVariable: Validator = {
  code: "unused-variable",
  summary: "Callers must give a variable that no message uses.",
  check({ resolved: { prompt } }) {
    const used = usedVariables(prompt);
    return Object.entries(prompt.variables ?? {})
      .filter(([name, variable]) => isRequired(variable) && !used.has(name))
      .map(([name]) => ({
        path: `variables.${name}`,
        message: `The variable \`${name}\` must be given, and no message uses it.`,
        hint: `Use \`{{ ${name} }}\` in a message, or set \`required: false\` while callers stop giving it.`,
      }));
  },
};
