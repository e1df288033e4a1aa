import { html, type Insertable, type Markup } from "./markup.ts";

/** How many values lie from `from` (included) to `to` (not). */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface Column {
  readonly label: string;
  readonly count: number;
  /** Below the axis, where there is room for it. */
  readonly tick: string;
}

export interface Bar {
  readonly name: string;
  /** From 0 to 1: how long the bar is. */
  readonly share: number;
  readonly text: string;
}

/** What stands behind a chart, for those who do not see it and those who want the numbers. */
export interface ChartData {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Figure {
  /** A word of ours, used once per page. */
  readonly name: string;
  readonly title: string;
  /** What the chart says, in a sentence. */
  readonly sentence: string;
  readonly data: ChartData;
}

const width = 480;
const columnHeight = 150;
const axisHeight = 26;

/** A distribution: upright columns, their numbers below. */
export function columnChart(figure: Figure, columns: readonly Column[]): Markup {
  const highest = Math.max(1, ...columns.map(({ count }) => count));
  const room = width / columns.length;
  const drawn = columns.map(({ label, count, tick }, at) => {
    const height = count === 0 ? 0 : Math.max(2, (count / highest) * columnHeight);
    const x = at * room;
    return html`<g
      ><title>${label}: ${count}</title
      ><rect class="mark-area" x="${n(x + 1)}" y="${n(16 + columnHeight - height)}" width="${n(room - 2)}" height="${n(height)}" rx="2" />
      ${count > 0 && html`<text class="mark-value" x="${n(x + room / 2)}" y="${n(11 + columnHeight - height)}">${compact(count)}</text>`}
      <text class="mark-tick${at === 0 && " first"}" x="${n(x)}" y="${16 + columnHeight + 18}">${tick}</text></g
    >`;
  });
  const height = 16 + columnHeight + axisHeight;
  return chart(
    figure,
    html`<svg class="columns" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${figure.name}-sentence">
      ${drawn}
      <line class="mark-axis" x1="0" x2="${width}" y1="${16 + columnHeight + 0.5}" y2="${16 + columnHeight + 0.5}" />
    </svg>`,
  );
}

const barRow = 40;
/** More bars than this are in the data only. */
const mostBars = 8;
/** Of a name, beside its value. */
const mostLetters = 40;

/** Names with a value each: lying bars, name and value above. */
export function barChart(figure: Figure, bars: readonly Bar[]): Markup {
  const shown = bars.slice(0, mostBars);
  const drawn = shown.map(({ name, share, text }, at) => {
    const y = at * barRow;
    return html`<g
      ><title>${name}: ${text}</title><text class="bar-name" x="0" y="${y + 15}">${end(name, mostLetters)}</text
      ><text class="bar-value" x="${width}" y="${y + 15}">${text}</text> <rect class="mark-track" x="0" y="${y + 23}" width="${width}" height="8" rx="4" /><rect
        class="mark-area"
        x="0"
        y="${y + 23}"
        width="${n(share === 0 ? 0 : Math.max(8, share * width))}"
        height="8"
        rx="4"
    /></g>`;
  });
  const more = bars.length - shown.length;
  return chart(
    figure,
    html`<svg class="bars" viewBox="0 0 ${width} ${shown.length * barRow}" role="img" aria-labelledby="${figure.name}-sentence">${drawn}</svg>
      ${more > 0 && html`<p class="small">${more} more in the data.</p>`}`,
  );
}

export function chart({ name, title, sentence, data }: Figure, drawing: Markup): Markup {
  return html`<figure class="card chart" id="${name}">
    <figcaption>
      <h3>${title}</h3>
      <p id="${name}-sentence">${sentence}</p>
    </figcaption>
    ${drawing}
    <details>
      <summary>Data<span class="visually-hidden"> of “${title}”</span></summary>
      <div class="scroll" role="region" tabindex="0" aria-label="Data of “${title}”">${dataTable(data)}</div>
    </details>
  </figure> `;
}

/** A table whose first column names the rows. */
export function dataTable({ head, rows }: ChartData, caption?: string): Markup {
  const many = head.length > fewColumns;
  const cells = (row: readonly string[]): Insertable[] =>
    row.map((text, at) => (at === 0 ? html`<th scope="row">${text}</th>` : html`<td class="number">${many ? withUnits(text) : text}</td>`));
  return html`<table class="${many ? "data many" : "data"}">
    ${
      caption !== undefined &&
      html`<caption>
        ${caption}
      </caption>`
    }
    <thead>
      <tr>
        ${head.map((text, at) => html`<th scope="col" class="${at === 0 ? "name" : "number"}">${text}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${cells(row)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** A table of more columns breaks its cells between words. */
const fewColumns = 6;

/** Where a cell may break, a number stays with its unit. */
function withUnits(text: string): string {
  return text.replaceAll(/(?<=\d) (?=(?:%|ms|s|min|h|points)(?![\p{L}\d]))/gu, "\u00a0");
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** `950`, `1.2k`: there is little room above a column. */
function compact(count: number): string {
  return count < 1_000 ? String(count) : `${(count / 1_000).toFixed(count < 10_000 ? 1 : 0)}k`;
}

function end(name: string, room: number): string {
  const characters = [...name];
  return characters.length <= room ? name : `…${characters.slice(1 - room).join("")}`;
}
