import type { Breach } from "./breach.ts";
import type { DocumentPath } from "./document-path.ts";
import {
  durationPattern,
  environmentVariablePattern,
  idPattern,
  modelPattern,
  namePattern,
  repositoryPathPattern,
  urlPattern,
  variablePattern,
} from "./patterns.ts";

/** What a pattern asks for, said for people. Patterns that only one key has say it in that key's description. */
const words: { readonly [pattern: string]: string | undefined } = {
  [idPattern]: "Ids are lower-case letters, digits and hyphens, with `/` between segments: `billing/summarize`.",
  [namePattern]: "Names are lower-case letters, digits and hyphens: `production`.",
  [variablePattern]: "Variables are letters, digits and underscores, not beginning with a digit: `customer_name`.",
  [modelPattern]: "Models are written `provider/name`: `openai/gpt-5-mini`.",
  [environmentVariablePattern]: "Give the name of an environment variable, like `OPENAI_API_KEY`, never its value.",
  [durationPattern]: "Write a whole number and `s`, `m`, `h` or `d`: `90s`, `15m`, `6h`, `2d`.",
  [repositoryPathPattern]: "Give a path that stays in the repository, from its top and with `/`, without `..`: `reports/daily.md`.",
  [urlPattern]: "Write an address that begins with `https://` or `http://`.",
};

const secretUrl = "Write an address that begins with `https://` or `http://`; one that is secret belongs in `url_env`.";

/** A text that does not have the form its place asks for. */
export function breachOfPattern(text: string, schema: { readonly [keyword: string]: unknown } | undefined, path: DocumentPath, subject: string): Breach {
  const pattern = String(schema?.["pattern"]);
  const description = typeof schema?.["description"] === "string" ? schema["description"] : undefined;
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return {
    rule: "pattern",
    path,
    message: subject.includes(`\`${text}\``) ? `${subject} does not have the right form.` : `${subject} does not have the right form: \`${shown}\`.`,
    // Only where the description speaks of it there is such a key.
    hint: description?.includes("`url_env`") === true && pattern === urlPattern ? secretUrl : (words[pattern] ?? description ?? `It must match ${pattern}.`),
  };
}
