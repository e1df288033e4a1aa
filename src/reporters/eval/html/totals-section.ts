import type { EvaluationReport, PromptReport } from "../../../core/results/eval.ts";
import { matrixTable } from "../matrix-table.ts";
import { matricesOf } from "../matrix.ts";
import { scoreText } from "../score-text.ts";
import { totalsColumns, type TotalsColumn } from "../totals-table.ts";
import { dataTable } from "./charts.ts";
import { html, type Markup } from "./markup.ts";
import { wideTable } from "./wide-table.ts";

/** Models side by side where several were asked; then every prompt, model and suite in numbers. */
export function totalsSection(report: EvaluationReport): Markup {
  const matrices = matricesOf(report);
  const inMatrix = new Set(matrices.flatMap(({ columns }) => columns));
  return html`<section aria-labelledby="totals-title">
    <h2 id="totals-title">Prompts and suites</h2>
    ${matrices.map((matrix) => {
      const [head = [], ...rows] = matrixTable(matrix);
      const title = `${matrix.subject}, models side by side`;
      return wideTable(title, dataTable({ head: [capital(head[0] ?? ""), ...head.slice(1)], rows }, title));
    })}
    ${suiteTable(report.prompts)} ${metricsTable(report.prompts.filter((prompt) => !inMatrix.has(prompt)))} ${findingsTable(report.prompts)}
  </section>`;
}

/** A group of rows per prompt, headed by what was asked of whom. */
function suiteTable(prompts: readonly PromptReport[]): Markup {
  const columns = totalsColumns(prompts.flatMap(({ totals, suites }) => [totals, ...suites.map((suite) => suite.totals)]));
  const title = "Totals by suite";
  return wideTable(
    title,
    html`<table class="data">
      <caption>
        ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col">Suite</th>
          ${columns.map(({ head }) => html`<th scope="col" class="number">${capital(head)}</th>`)}
        </tr>
      </thead>
      ${prompts.map((prompt) => promptRows(prompt, columns))}
    </table>`,
  );
}

function promptRows({ label, model, models_answered: answered, complete, suites, totals }: PromptReport, columns: readonly TotalsColumn[]): Markup {
  const cells = (of: typeof totals) => columns.map(({ cell }) => html`<td class="number">${cell(of)}</td>`);
  const others = answered.filter((name) => name !== model && !model.endsWith(`/${name}`));
  return html`<tbody>
    <tr class="group">
      <th scope="rowgroup" colspan="${columns.length + 1}">
        <b>${label}</b>
        <span class="small"><code>${model}</code>${others.length > 0 && ` answered as ${others.join(", ")}`}${!complete && " · filters left cases out"}</span>
      </th>
    </tr>
    ${suites.map(
      ({ suite, totals: own }) =>
        html`<tr>
          <th scope="row">${suite}</th>
          ${cells(own)}
        </tr>`,
    )}
    ${
      suites.length > 1 &&
      html`<tr class="sum">
        <th scope="row">all</th>
        ${cells(totals)}
      </tr>`
    }
  </tbody>`;
}

function metricsTable(prompts: readonly PromptReport[]): Markup | false {
  const names = [...new Set(prompts.flatMap(({ totals }) => Object.keys(totals.metrics)))];
  if (names.length === 0) return false;
  const rows = names.map((name) => [name, ...prompts.map(({ totals }) => scoreText(totals.metrics[name]))]);
  return wideTable("Metrics", dataTable({ head: ["Metric", ...prompts.map(({ label }) => label)], rows }, "Metrics, mean score"));
}

/** What the safety check says, in numbers of answers. */
function findingsTable(prompts: readonly PromptReport[]): Markup | false {
  const codes = [...new Set(prompts.flatMap(({ totals }) => Object.keys(totals.findings ?? {})))];
  if (codes.length === 0) return false;
  const rows = codes.map((code) => [code, ...prompts.map(({ totals }) => String(totals.findings?.[code] ?? 0))]);
  return wideTable("Findings", dataTable({ head: ["Finding", ...prompts.map(({ label }) => label)], rows }, "Findings, answers with each"));
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
