import { idPattern } from "./patterns.ts";

/** What a name for prompts stands for. */
export interface MeantPrompts {
  readonly ids: readonly string[];
  /** It names a folder of prompts, and means all that are in it. */
  readonly folder: boolean;
}

/**
 * The prompts that a name means among `ids`: an id or a folder of prompts (`kitchen`, `kitchen/*`), also by its place in the repository
 * (`prompts/kitchen/recipe`, with a `/` or `/prompt.yml` at its end), as a shell completes it. Undefined when it means none of them.
 */
export function meantPrompts(typed: string, ids: readonly string[]): MeantPrompts | undefined {
  const known = new Set(ids);
  for (const name of possibleNames(typed)) {
    if (known.has(name)) return { ids: [name], folder: false };
    const inside = ids.filter((id) => name === "" || id.startsWith(`${name}/`));
    if (inside.length > 0) return { ids: inside, folder: true };
  }
  return undefined;
}

/** The prompt whose suite a path names, as in `prompts/kitchen/recipe/evals/core.yml`, with the suite. */
export function meantSuite(typed: string, ids: readonly string[]): { readonly prompt: string; readonly suite: string } | undefined {
  const [, place = "", suite = ""] = /^(.*)\/evals\/([^/]+?)(?:\.ya?ml)?$/.exec(typed) ?? [];
  const prompt = possibleNames(place).find((name) => ids.includes(name));
  return prompt === undefined ? undefined : { prompt, suite };
}

/** As it stands, then as a path; a prompt may be called `prompts/x`. */
function possibleNames(typed: string): string[] {
  const bare = typed
    .replace(/^(?:\.\/)+/, "")
    .replace(/\/prompt\.yml$/, "")
    .replace(/(?:\/+\*{0,2})+$/, "");
  const ofPath = bare === "prompts" ? [""] : bare.startsWith("prompts/") ? [bare.slice("prompts/".length)] : [];
  return [bare, ...ofPath].filter((name, at) => (at > 0 && name === "") || new RegExp(idPattern).test(name));
}
