import { linearPattern } from "../assertions/linear-pattern.ts";
import { PromptopsError } from "../errors/promptops-error.ts";

const filterHint =
  "Between slashes stands a pattern of RE2 (no look-around, no backreferences), `/refund|chargeback/i`; without slashes `*` and `?` are all that is special: `late-*`.";

/** A pattern of case ids, as people write it. */
export interface CasePattern {
  readonly text: string;
  /** @param name A case's id, alone or behind its suite's name. */
  readonly matches: (name: string) => boolean;
}

/**
 * `late-*`: any run of characters for `*`, any one for `?`, the whole name; everything else means itself, brackets too, since
 * cases of a matrix have them in their ids. Between slashes, `/late|fee/i`: a pattern of RE2 that fits somewhere.
 * @throws PromptopsError `invalid-flag` for a pattern that RE2 does not take.
 */
export async function casePattern(text: string): Promise<CasePattern> {
  const [, pattern, flags] = /^\/(.+)\/(i?)$/s.exec(text) ?? [];
  if (pattern === undefined) {
    const glob = await linearPattern(`(?s)${globPattern(text)}`);
    return { text, matches: (name) => glob.matcher(name).matches() };
  }
  const regex = await linearPattern(pattern, { ignoreCase: flags === "i" }).catch((error: unknown) => {
    throw error instanceof PromptopsError ? new PromptopsError("invalid-flag", error.message, { where: "--filter", hint: filterHint, cause: error }) : error;
  });
  return { text, matches: (name) => regex.matcher(name).find() };
}

function globPattern(glob: string): string {
  return glob
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
}
