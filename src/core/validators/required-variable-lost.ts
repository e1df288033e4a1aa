import { pathText } from "../model/document-path.ts";
import { usedVariables } from "./used-variables.ts";
import type { Validator } from "./validator.ts";

export const requiredVariableLost: Validator = {
  code: "required-variable-lost",
  summary: "A variable that the manifest requires is not declared, or no message uses it.",
  check({ resolved: { prompt }, manifest }) {
    const required = manifest?.constraints?.required_variables ?? [];
    const used = usedVariables(prompt);
    return required.flatMap((name, at) => {
      const declared = Object.hasOwn(prompt.variables ?? {}, name);
      if (declared && used.has(name)) return [];
      const hint = `Put \`{{ ${name} }}\` back into a message${declared ? "" : " and declare it under `variables`"}, or take it off the manifest's \`required_variables\`.`;
      return [
        {
          path: "variables",
          manifest_path: pathText(["constraints", "required_variables", at]),
          message: `The manifest requires the variable \`${name}\`, and ${declared ? "no message uses it" : "it is not declared"}.`,
          hint,
        },
      ];
    });
  },
};
