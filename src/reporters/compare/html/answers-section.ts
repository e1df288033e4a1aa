import type { CaseResult } from "../../../core/eval/case-result.ts";
import type { ComparedAnswers } from "../../../core/results/compare.ts";
import { html, type Markup } from "../../eval/html/markup.ts";
import { wideTable } from "../../eval/html/wide-table.ts";
import { whyOf } from "../../eval/why.ts";
import { caseName } from "../case-words.ts";
import { wordDiff, type Piece } from "../word-diff.ts";

/** Of one answer, and of a value that it was asked with. */
const [mostCharacters, mostOfValue] = [20_000, 2_000];

/** Both answers to one case, epoch by epoch, side by side: what only one of them has is struck or underlined. @param of What is compared, where there are several. */
export function answersSection(answers: ComparedAnswers, of: string): Markup {
  const { before, after } = answers;
  const name = caseName(answers);
  const [sample] = [...after, ...before];
  if (sample === undefined)
    return html`<h3>${name}</h3>
      <p class="note">Its answers are not kept any more.</p>`;
  const values = [...Object.entries(sample.inputs ?? {}), ...(sample.expected === undefined ? [] : [["expected", sample.expected] as const])];
  const epochs = [...new Set([...before, ...after].map(({ epoch }) => epoch))].sort((a, b) => a - b);
  const find = (some: readonly CaseResult[], epoch: number) => some.find((each) => each.epoch === epoch);
  return html`<h3>${name}</h3>
    ${
      values.length > 0 &&
      html`<dl class="values">
        ${values.map(
          ([key, value]) =>
            html`<div>
              <dt>${key}</dt>
              <dd>${cut(value, mostOfValue)}</dd>
            </div>`,
        )}
      </dl>`
    }
    ${epochs.map((epoch) => {
      const label = `Answers to ${name}${epochs.length > 1 ? `, epoch ${epoch}` : ""}${of}`;
      return wideTable(label, epochTable(find(before, epoch), find(after, epoch), epochs.length > 1 ? `Epoch ${epoch}` : undefined));
    })}`;
}

function epochTable(before: CaseResult | undefined, after: CaseResult | undefined, caption: string | undefined): Markup {
  const diff = wordDiff(answerOf(before), answerOf(after));
  return html`<table class="diff">
    ${
      caption !== undefined &&
      html`<caption>
        ${caption}
      </caption>`
    }
    <thead>
      <tr>
        <th scope="col">Before: ${statusOf(before)}</th>
        <th scope="col">After: ${statusOf(after)}</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <td><span>${marked(diff.before, (text) => html`<del>${text}</del>`)}</span></td>
        <td><span>${marked(diff.after, (text) => html`<ins>${text}</ins>`)}</span></td>
      </tr>
    </tbody>
  </table>`;
}

function marked(pieces: readonly Piece[], mark: (text: string) => Markup): Markup[] {
  return pieces.map(({ text, changed }) => (changed ? mark(text) : html`${text}`));
}

function answerOf(result: CaseResult | undefined): string {
  const text = result?.output ?? result?.refusal ?? "";
  const calls = (result?.tool_calls ?? []).map((call) => `\n→ ${call.name}(${JSON.stringify(call.arguments)})`).join("");
  return cut(text + calls, mostCharacters).trimEnd();
}

function statusOf(result: CaseResult | undefined): string {
  if (result === undefined) return "not asked";
  return [result.status, ...(result.status === "pass" ? [] : whyOf(result))].map((part) => cut(part, 400)).join(" · ");
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;
}
