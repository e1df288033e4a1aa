import type { Context } from "./context.ts";
import { repositoryPath } from "./repository-path.ts";

/** Names of prompts as they were typed; what is a path (`./recipe`, `/repo/prompts/kitchen`) as one of the repository, from where the user is. */
export async function promptNames(context: Context, words: readonly string[]): Promise<string[]> {
  if (!words.some(isPath)) return [...words];
  const { root } = await context.git();
  return words.map((word) => (isPath(word) ? repositoryPath(root, context.cwd, word) : word));
}

function isPath(word: string): boolean {
  return /^(?:\.{1,2}(?:\/|$)|\/)/.test(word);
}
