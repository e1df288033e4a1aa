import { fitsShape } from "../model/fits-shape.ts";
import { Statement } from "./statement.ts";

/** A sentence for people, a blank line, the statement as JSON: what `git tag -n` and `git show` print stays readable. */
export function writeTagMessage(statement: Statement): string {
  const { prompt, version, gate, evaluation, message } = statement.predicate;
  const scores = evaluation === undefined ? "" : ` ${evaluation.scores.passed} of ${evaluation.scores.cases} cases passed.`;
  const first = `${prompt} ${version}: ${oneLine(message ?? gate.summary)}`;
  const accepted = (gate.accepted ?? []).map(({ code, message: what, because }) => `\nAccepted (${code}): ${oneLine(what)} Because: ${oneLine(because)}`);
  return `${first}\n\nVerdict of the gate: ${gate.verdict}.${scores}${accepted.join("")}\n\n${JSON.stringify(statement, null, 2)}\n`;
}

/** The inverse of `writeTagMessage`; undefined when there is no statement of ours inside, for any reason. */
export function readTagMessage(message: string): Statement | undefined {
  const start = message.search(/^\{$/m);
  if (start === -1) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(message.slice(start));
  } catch {
    return undefined;
  }
  return fitsShape(Statement, value) ? value : undefined;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
}
