import { harmlessText } from "../reporters/harmless-text.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { ResponseCache } from "../ports/response-cache.ts";

const noCache: ResponseCache = {
  get: () => undefined,
  put: () => undefined,
  getVector: () => undefined,
  putVector: () => undefined,
  close: () => undefined,
};

/** The cache in `folder`; one that keeps nothing, after a warning on stderr, when it cannot be used. */
export function cacheOrWarning(open: (folder: string) => ResponseCache, folder: string): ResponseCache {
  try {
    return open(folder);
  } catch (error) {
    if (!(error instanceof PromptopsError) || error.code !== "cache-unusable") throw error;
    process.stderr.write(harmlessText(`warning: ${error.message} Answers are not kept.\n`));
    return noCache;
  }
}
