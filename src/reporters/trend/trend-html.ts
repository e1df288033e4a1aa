import type { Measure, TrendPoint, TrendResult } from "../../core/results/trend.ts";
import { dataTable } from "../eval/html/charts.ts";
import { documentHead } from "../eval/html/document-head.ts";
import { inlinePart } from "../eval/html/inline-part.ts";
import { html, Markup } from "../eval/html/markup.ts";
import { pointChart } from "../eval/html/point-chart.ts";
import { timeText } from "../release/live-text.ts";
import { changeText } from "./change-text.ts";
import { measureText, trendMeasures } from "./trend-measures.ts";
import { trendNotes } from "./trend-notes.ts";
import type { TrendReporter } from "./trend-reporter.ts";

/** One page that needs nothing but itself: no network, no other file, no script, and a policy that forbids all three. */
export async function trendHtml(): Promise<TrendReporter> {
  const { style } = await import("virtual:report-page");
  const sheet = inlinePart("style", style);
  return (result) => {
    const { prompt, versions, earlier } = result;
    const policy = `default-src 'none'; style-src ${sheet.source}; base-uri 'none'; form-action 'none'`;
    const older = earlier === 0 ? "" : `, ${earlier} older left out`;
    const page = html`${documentHead(`${prompt} – promptops trend`, policy, sheet)}
      <body>
        <header>
          <p class="brand"><b>promptops</b> trend</p>
          <p class="when">${versions.length.toLocaleString("en")} ${versions.length === 1 ? "version" : "versions"}${older}</p>
        </header>
        <main>
          <section class="summary" aria-labelledby="prompt">
            <h1 id="prompt">${prompt}</h1>
          </section>
          ${versions.length === 0 ? html`<p>Nothing of it was published yet.</p>` : body(result)}
        </main>
      </body>`;
    return `<!doctype html>\n<html lang="en">\n${page.text}\n</html>\n`;
  };
}

function body({ versions, confidence }: TrendResult): Markup {
  const shown = trendMeasures.filter(({ key }) => versions.some((point) => point[key] !== undefined));
  const rows = versions.map((point) => [
    point.version,
    timeText(point.at),
    ...shown.map(({ key, text }) => measureText(point[key], text)),
    changeText(point),
    casesText(point),
    point.live_in.join(", ") || "–",
  ]);
  return html`<section aria-labelledby="measures">
      <h2 id="measures">From version to version</h2>
      <div class="charts">${shown.map((measure) => chartOf(measure, versions, confidence))}</div>
    </section>
    <section aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <div class="card scroll" role="region" tabindex="0" aria-label="Table of versions">
        ${dataTable({ head: ["Version", "Published", ...shown.map(({ title }) => title), "Pass rate against the one before", "Cases", "Live in"], rows })}
      </div>
      ${trendNotes(versions, confidence).map((note) => html`<p class="small">${note.replaceAll("`", "")}</p>`)}
    </section>`;
}

function chartOf({ title, key, text }: (typeof trendMeasures)[number], versions: readonly TrendPoint[], confidence: number): Markup {
  const known = versions.flatMap((point) => point[key] ?? []);
  const [first, last] = [known[0], known.at(-1)];
  const change = first === undefined || last === undefined ? "" : known.length === 1 ? text(first.value) : `${text(first.value)} → ${text(last.value)}`;
  return pointChart(
    {
      name: key.replaceAll("_", "-"),
      title: title.replace(/^./, (letter) => letter.toUpperCase()),
      sentence: `${change}. Upright lines: where the value lies with ${confidence * 100} % confidence. A gap: other cases were asked, so the two cannot be compared.`,
      data: { head: ["Version", title], rows: versions.map((point) => [point.version, measureText(point[key], text)]) },
    },
    versions.map((point) => ({ label: point.version, ...valueOf(point[key]), joined: point.comparable })),
    key === "pass_rate" || key === "score" ? 1 : undefined,
    text,
  );
}

function valueOf(measure: Measure | undefined): { value?: number; interval?: readonly [number, number] } {
  if (measure === undefined) return {};
  const { value, interval } = measure;
  return interval === undefined ? { value } : { value, interval };
}

function casesText({ source, comparable, cases = 0, errors = 0 }: TrendPoint): string {
  if (source === "nothing") return "–";
  return `${cases}${errors === 0 ? "" : `, ${errors} errors`}${comparable ? "" : ", other cases"}`;
}
