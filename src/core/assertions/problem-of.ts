import { PromptopsError } from "../errors/promptops-error.ts";

/** What a piece of work objects to, as a sentence with its hint; undefined when it objects to nothing. */
export async function problemOf(work: () => unknown): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof PromptopsError) return `${error.message} ${error.hint}`;
    throw error;
  }
}
