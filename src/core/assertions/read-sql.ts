import { PromptopsError } from "../errors/promptops-error.ts";
import { beyondLimits } from "./beyond-limits.ts";
import { CountedText } from "./counted-text.ts";
import { sqlDialects, type SqlDialect } from "./sql-dialects.ts";
import { factsOf, type SqlFacts } from "./sql-facts.ts";

/** Looks that the parser may take at the text: ordinary SQL takes 40 a character, so this is some 50 kB of it. */
const mostLooks = 2e6;

/**
 * Reads SQL of one dialect: what it does to what, or why it is none.
 *
 * The parsers go back and try again where a text goes wrong, which takes exponential time in the number of open brackets: a query cut off
 * in the middle is enough. Their looks at the text are counted for that.
 * @throws PromptopsError `beyond-limits` when reading takes too long or nests too deep.
 */
export async function readSql(dialect: SqlDialect, text: string): Promise<SqlFacts | { readonly fault: string }> {
  const {
    default: { Parser },
  } = await sqlDialects[dialect]();
  const counted = new CountedText(text.trim(), mostLooks, () => beyondLimits("is-sql", `looking at the text more than ${mostLooks} times`));
  try {
    const { ast, tableList } = new Parser().parse(counted as unknown as string, { database: dialect, trimQuery: false });
    return factsOf([ast].flat(), tableList);
  } catch (error) {
    if (error instanceof RangeError) throw beyondLimits("is-sql", "reading what is nested so deep");
    if (isSyntaxError(error)) return { fault: `line ${error.location.start.line}, column ${error.location.start.column}: ${unexpected(error.found)}` };
    // Some of their rules are checked only when a statement has been read.
    if (error instanceof Error && error.name === "Error" && !(error instanceof PromptopsError)) return { fault: error.message };
    throw error;
  }
}

interface SyntaxFault {
  readonly found: string | null;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

function isSyntaxError(error: unknown): error is SyntaxFault {
  return error instanceof Error && error.name === "SyntaxError" && "location" in error && "found" in error;
}

function unexpected(found: string | null): string {
  return found === null ? "it ends too early" : `unexpected ${JSON.stringify(found)}`;
}
