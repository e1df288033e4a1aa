import type { CaseSide, ComparedCase, SideComparison } from "../../../core/results/compare.ts";
import { html, type Markup } from "../../eval/html/markup.ts";
import { statusMark } from "../../eval/html/status-mark.ts";
import { wideTable } from "../../eval/html/wide-table.ts";
import { caseName, whyWorse } from "../case-words.ts";

const kinds = {
  lost: { title: "Lost", why: "Why it fails now", reasons: ({ after }: ComparedCase) => whyWorse(after) },
  gained: { title: "Gained", why: "Why it failed before", reasons: ({ before }: ComparedCase) => whyWorse(before) },
  undecided: { title: "No score", why: "Why", reasons: ({ before, after }: ComparedCase) => [...new Set([...whyWorse(before), ...whyWorse(after)])] },
} as const;

/** The cases that changed one way, or could not be compared; nothing where there are none. @param of What is compared, where there are several. */
export function caseTable(kind: keyof typeof kinds, { [kind]: { count, first } }: Pick<SideComparison, keyof typeof kinds>, of: string): Markup | false {
  if (count === 0) return false;
  const { title, why, reasons } = kinds[kind];
  const table = html`<table class="data">
    <caption>
      ${title} (${count.toLocaleString("en")})
    </caption>
    <thead>
      <tr>
        <th scope="col">Case</th>
        <th scope="col">Before</th>
        <th scope="col">After</th>
        <th scope="col">${why}</th>
      </tr>
    </thead>
    <tbody>
      ${first.map(
        (each) =>
          html`<tr>
            <th scope="row">${caseName(each)}${each.must_pass === true && html` <span class="tag">must pass</span>`}</th>
            <td class="status">${scoreOf(each.before)}</td>
            <td class="status">${scoreOf(each.after)}</td>
            <td class="reason">${reasons(each).join("\n")}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
  const more = count - first.length;
  return html`${wideTable(`${title}${of}`, table)}${more > 0 && html`<p class="small">… and ${more.toLocaleString("en")} more: <code>--reporter csv</code> has all.</p>`}`;
}

/** The sign tells by its shape, and what it means is read aloud. */
function scoreOf({ status, score }: CaseSide): Markup {
  const isScored = status === "pass" || status === "fail";
  const word = isScored ? html`<span class="visually-hidden">${status === "pass" ? "passed" : "failed"}, </span>${Number(score.toFixed(2))}` : html`${status}`;
  return html`${statusMark(status)}${word}`;
}
