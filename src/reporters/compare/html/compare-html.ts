import type { CompareResult, CompareVerdict } from "../../../core/results/compare.ts";
import { documentHead } from "../../eval/html/document-head.ts";
import { inlinePart } from "../../eval/html/inline-part.ts";
import { html, type Markup } from "../../eval/html/markup.ts";
import { statusMark } from "../../eval/html/status-mark.ts";
import { withCode } from "../../eval/html/with-code.ts";
import type { StatusName } from "../../eval/statuses.ts";
import type { CompareReporter } from "../compare-reporter.ts";
import { nextStep } from "../next-step.ts";
import { verdictWord } from "../verdict-words.ts";
import { comparisonSection } from "./comparison-section.ts";
import { sidesSection } from "./sides-section.ts";

/** One page that needs nothing but itself: no network, no other file, no script, and a policy that forbids all three. */
export async function compareHtml(): Promise<CompareReporter> {
  const { style } = await import("virtual:report-page");
  const sheet = inlinePart("style", style);
  return ({ result }) => {
    const { sides, comparisons, notes } = result;
    const several = comparisons.length > 1;
    const title = `${sides[0]?.name ?? ""} ${several ? "and others" : `→ ${sides[1]?.name ?? ""}`}`;
    const policy = `default-src 'none'; style-src ${sheet.source}; base-uri 'none'; form-action 'none'`;
    const page = html`${documentHead(`${title} – promptops compare`, policy, sheet)}
      <body>
        <header>
          <p class="brand"><b>promptops</b> compare</p>
          <p class="when"><code>${result.command}</code></p>
        </header>
        <main>
          ${summary(result)} ${several && sidesSection(result)} ${comparisons.map((comparison, at) => comparisonSection(comparison, result, at))}
          ${
            notes.length > 0 &&
            html`<section aria-labelledby="notes">
              <h2 id="notes">Good to know</h2>
              <ul>
                ${notes.map((note) => html`<li class="reason">${withCode(note)}</li>`)}
              </ul>
            </section>`
          }
        </main>
      </body>`;
    return [`<!doctype html>\n<html lang="en">\n${page.text}\n</html>\n`];
  };
}

/** How a verdict is coloured and signed. */
const looks: Readonly<Record<CompareVerdict, StatusName>> = {
  better: "pass",
  worse: "fail",
  "no-difference": "pass",
  inconclusive: "pending",
  error: "error",
  same: "pass",
};

function summary(result: CompareResult): Markup {
  const { sides, comparisons } = result;
  const [only] = comparisons;
  const next = nextStep(result);
  const told =
    only === undefined || comparisons.length > 1
      ? html`<h1 id="verdict">Compared with ${sides[0]?.name ?? ""}</h1>`
      : html`<h1 id="verdict">
            <span class="verdict-word ${looks[only.verdict]}">${statusMark(looks[only.verdict])}${verdictWord(only)}</span
            ><span class="visually-hidden">: </span><span class="verdict-rest">${only.sentence}</span>
          </h1>
          <dl class="facts">${[only.before, only.after].map((place, at) => sideFacts(at === 0 ? "Before" : "After", sides[place]))}</dl>`;
  return html`<section class="summary" aria-labelledby="verdict">
    ${told} ${next !== undefined && html`<p class="next"><b>Next:</b> ${withCode(next)}</p>`}
  </section>`;
}

function sideFacts(term: string, side: CompareResult["sides"][number] | undefined): Markup {
  return html`<div>
    <dt>${term}</dt>
    <dd>${side?.name ?? ""}</dd>
    ${side?.model !== undefined && html`<dd><code>${side.model}</code></dd>`}
  </div>`;
}
