import { tempRepo, type TempRepo } from "./temp-repo.ts";

/** `w00`, `w01` … */
export const echoWords = Array.from({ length: 12 }, (_, n) => `w${String(n).padStart(2, "0")}`);

export const echoPrompt =
  'schema_version: 1\nvariables:\n  word: { type: string }\nmessages:\n  - { role: user, content: "{{ word }}" }\nmodel: { id: local/one }\n';

/** A suite where each case expects its word back. */
export function echoSuite(words: readonly string[] = echoWords): string {
  const cases = words.map((word) => `  - { id: ${word}, inputs: { word: ${word} }, expected: ${word} }`);
  return `schema_version: 1\nassertions: [{ type: equals }]\ncases:\n${cases.join("\n")}\n`;
}

/** A committed project with one prompt, `echo`, whose model is the server at `url`. */
export async function echoProject(url: string, extra: Readonly<Record<string, string>> = {}): Promise<TempRepo> {
  const repo = await tempRepo();
  await repo.commit({
    ".promptops.yml": `schema_version: 1\nproviders:\n  local: { kind: openai, api: chat, base_url: "${url}", max_retries: 0 }\n  again: { kind: openai, api: chat, base_url: "${url}", max_retries: 0 }\nprices:\n  local/one: { input: 1, output: 2 }\n`,
    "prompts/echo/prompt.yml": echoPrompt,
    "prompts/echo/evals/main.yml": echoSuite(),
    ...extra,
  });
  return repo;
}
