import { chart, type Figure } from "../../eval/html/charts.ts";
import { html, type Markup } from "../../eval/html/markup.ts";

export interface Range {
  readonly name: string;
  /** What it says, beside the name. */
  readonly text: string;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

const [width, row] = [480, 40];
/** More rows than this are in the data only. */
const mostRows = 12;
/** Of a name, beside its text. */
const mostLetters = 34;

/** Differences with their bounds, a row each, about an upright line at 0. */
export function rangeChart(figure: Figure, ranges: readonly Range[]): Markup {
  const shown = ranges.slice(0, mostRows);
  const [low, high] = [Math.min(0, ...shown.map(({ lower }) => lower)), Math.max(0, ...shown.map(({ upper }) => upper))];
  const room = high > low ? high - low : 1;
  const x = (value: number) => String(Math.round((6 + ((value - low) / room) * (width - 12)) * 10) / 10);
  const drawn = shown.map(({ name, text, value, lower, upper }, at) => {
    const y = at * row + 29;
    return html`<g
      ><title>${name}: ${text}</title><text class="bar-name" x="0" y="${y - 14}">${end(name)}</text
      ><text class="bar-value" x="${width}" y="${y - 14}">${text}</text><line class="mark-axis" x1="${x(0)}" x2="${x(0)}" y1="${y - 9}" y2="${y + 9}" /><line
        class="mark-range"
        x1="${x(lower)}"
        x2="${x(upper)}"
        y1="${y}"
        y2="${y}" /><circle class="mark-area" cx="${x(value)}" cy="${y}" r="4.5"
    /></g>`;
  });
  const more = ranges.length - shown.length;
  return chart(
    figure,
    html`<svg class="ranges" viewBox="0 0 ${width} ${shown.length * row}" role="img" aria-labelledby="${figure.name}-sentence">${drawn}</svg>
      ${more > 0 && html`<p class="small">${more} more in the data.</p>`}`,
  );
}

function end(name: string): string {
  const letters = [...name];
  return letters.length <= mostLetters ? name : `…${letters.slice(1 - mostLetters).join("")}`;
}
