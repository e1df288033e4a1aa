import { estimateTokens } from "../cost/estimate-tokens.ts";
import type { Validator } from "./validator.ts";

export const tokenCeiling: Validator = {
  code: "token-ceiling",
  summary: "The templates' own text is longer than the manifest's `max_prompt_tokens`.",
  check({ texts, manifest }) {
    const ceiling = manifest?.constraints?.max_prompt_tokens;
    if (ceiling === undefined) return [];
    const tokens = texts.filter(({ kind }) => kind === "template").reduce((total, { text }) => total + estimateTokens(text), 0);
    if (tokens <= ceiling) return [];
    return [
      {
        path: "messages",
        manifest_path: "constraints.max_prompt_tokens",
        message: `The prompt's own text is about ${tokens} tokens long; the manifest allows ${ceiling}.`,
        hint: "Shorten it, or raise `max_prompt_tokens` in the manifest.",
      },
    ];
  },
};
