import { LiquidError } from "liquidjs";
import { nearest } from "../errors/nearest.ts";
import { blockWords, liquidFilters, liquidTags } from "./liquid-vocabulary.ts";
import type { TextProblem } from "./template-problem.ts";

export interface LiquidProblem {
  readonly problem: TextProblem;
  /** The whole text of the template it is in: of errors inside partials liquidjs does not always tell the name. */
  readonly text?: string;
}

/** Did liquidjs throw this because of the template? Its limit on length and a nesting that fills the stack come without a place. */
export function isLiquidFailure(error: unknown): error is Error {
  return LiquidError.is(error) || error instanceof RangeError || (error instanceof Error && error.message.endsWith("limit exceeded"));
}

/** The mistakes behind such a failure; any other error is thrown on. */
export function liquidProblems(error: unknown): LiquidProblem[] {
  if (!isLiquidFailure(error)) throw error;
  const all = !LiquidError.is(error) ? [] : "errors" in error ? (error.errors as LiquidError[]) : [error as LiquidError];
  const tooDeep = [error, ...all].some(({ message }) => message.startsWith("Maximum call stack"));
  if (tooDeep || all.length === 0)
    return [{ problem: { line: 1, column: 1, rule: "template-limit", message: tooDeep ? "The template is nested too deeply." : "The template is too long." } }];
  // After a broken block its closing tag stands alone: an echo of the first mistake, not one of its own.
  const own = all.filter((each, at) => at === 0 || !blockWords.some((word) => each.message.startsWith(`tag "${word}"`)));
  return own.map((each) => {
    const [line, column] = each.token.getPosition() as [number, number];
    const said = each.message.replace(/(?:, file:.*?)?, line:\d+, col:\d+$/s, "");
    return { text: each.token.input, problem: { line, column, ...explained(said, each) } };
  });
}

function explained(said: string, error: LiquidError): Pick<TextProblem, "rule" | "message" | "hint"> {
  const filter = /^undefined filter: (.+)$/s.exec(said)?.[1];
  if (filter !== undefined) return unknown("filter", filter, liquidFilters);
  const tag = /^tag "(.+)" not found$/s.exec(said)?.[1];
  if (tag !== undefined) {
    if (!(blockWords as readonly string[]).includes(tag)) return unknown("tag", tag, liquidTags);
    return { rule: "template-syntax", message: `\`${tag}\` stands alone: the tag that opens its block is missing.` };
  }
  const open = /^(?:tag|output) "?(.*?)"? not closed$/s.exec(said)?.[1];
  if (open !== undefined) return { rule: "template-syntax", message: `${quoted(open)} is never closed.`, ...closingHint(open) };
  const variable = /^undefined variable: (.+)$/s.exec(said)?.[1];
  // liquidjs writes `m[name]` with the name's value, which may be a secret: only what stands in the template is repeated.
  const written = variable === undefined || error.token.input.includes(variable) ? variable : error.token.getText();
  if (written !== undefined) return { rule: "undefined-variable", message: `\`${written}\` has no value here.` };
  if (said.includes("limit exceeded"))
    return { rule: "template-limit", message: `The template takes too much ${said.startsWith("memory") ? "memory" : "time"}.` };
  const where = error.name === "RenderError" ? "The template cannot be rendered" : "This is no valid template";
  return { rule: error.name === "RenderError" ? "template-failed" : "template-syntax", message: `${where}: ${said}.` };
}

function closingHint(open: string): { hint: string } {
  if (open.startsWith("{{")) return { hint: "Write `}}` behind the name." };
  const tag = /^\{%-?\s*(\w+)[\s\S]*%\}$/.exec(open)?.[1];
  return { hint: tag === undefined ? "Write `%}` at the end of the tag." : `Write \`{% end${tag} %}\` where its block ends.` };
}

function unknown(kind: "filter" | "tag", name: string, known: readonly string[]): Pick<TextProblem, "rule" | "message" | "hint"> {
  const meant = nearest(name, known);
  return {
    rule: `unknown-${kind}`,
    message: `There is no ${kind} \`${name}\`.`,
    hint: meant === undefined ? `The ${kind}s are ${known.join(", ")}.` : `Did you mean \`${meant}\`?`,
  };
}

function quoted(text: string): string {
  const start = text.replace(/\s+/g, " ");
  return `\`${start.length > 40 ? `${start.slice(0, 40)}…` : start}\``;
}
