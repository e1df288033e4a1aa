import type { CheckMeaningsDeps } from "../services/documents/check-meanings.ts";
import type { Context } from "./context.ts";

/** What asking a judge about prompts needs. @param useCache Whether answers of before are used. */
export async function meaningsDeps(context: Context, useCache: boolean): Promise<Omit<CheckMeaningsDeps, "source">> {
  return {
    git: await context.git(),
    openProvider: await context.openProvider(),
    cache: useCache ? await context.cache() : undefined,
    clock: await context.clock(),
    redact: (text) => context.redact(text),
    signal: context.interrupted,
  };
}
