import { PromptopsError } from "../errors/promptops-error.ts";

/** A sentence, and what to do. */
export interface ToldProblem {
  readonly message: string;
  readonly hint: string;
}

/** What a piece of work objects to, undefined when it objects to nothing. */
export async function problemOf(work: () => unknown): Promise<ToldProblem | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof PromptopsError) return { message: error.message, hint: error.hint };
    throw error;
  }
}
