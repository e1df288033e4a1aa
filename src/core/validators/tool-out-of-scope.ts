import { pathText } from "../model/document-path.ts";
import type { Validator } from "./validator.ts";

export const toolOutOfScope: Validator = {
  code: "tool-out-of-scope",
  summary: "The prompt may use a tool that the manifest's `tools` does not name.",
  check({ resolved: { prompt }, manifest }) {
    const allowed = manifest?.constraints?.tools;
    if (allowed === undefined) return [];
    return (prompt.tools ?? []).flatMap((tool, at) => {
      const name = tool.function?.name ?? "web_search";
      if (allowed.includes(name)) return [];
      return [
        {
          path: pathText(["tools", at]),
          manifest_path: "constraints.tools",
          message: `The prompt has the tool \`${name}\`, which is outside what its manifest allows.`,
          hint: `Take the tool out, or add \`${name}\` to \`constraints.tools\` in the manifest.`,
        },
      ];
    });
  },
};
