import { chart, type Figure } from "./charts.ts";
import { html, type Markup } from "./markup.ts";

export interface Point {
  readonly label: string;
  /** Absent = nothing is known here. */
  readonly value?: number;
  readonly interval?: readonly [low: number, high: number];
  /** Is it comparable with the point before it? Then a line joins them. */
  readonly joined: boolean;
}

const [width, top, plot, axis] = [480, 30, 150, 26];
/** More labels than this run into each other. */
const mostLabels = 8;

/**
 * Values in their order with their intervals, from 0 to `highest` or to the largest of them.
 * @param text How a value is written beside the axis.
 */
export function pointChart(figure: Figure, points: readonly Point[], highest: number | undefined, text: (value: number) => string): Markup {
  const most = highest ?? Math.max(...points.flatMap(({ value = 0, interval }) => [value, interval?.[1] ?? 0]));
  const scale = most > 0 ? most : 1;
  const room = width / Math.max(1, points.length);
  const x = (at: number) => rounded(room * (at + 0.5));
  const y = (value: number) => rounded(top + plot * (1 - Math.min(1, Math.max(0, value / scale))));
  const every = Math.ceil(points.length / mostLabels);
  const lines = points.map((point, at) => {
    const before = points[at - 1];
    if (at === 0 || point.value === undefined || before?.value === undefined || !point.joined) return undefined;
    return html`<line class="mark-line" x1="${x(at - 1)}" y1="${y(before.value)}" x2="${x(at)}" y2="${y(point.value)}" />`;
  });
  const drawn = points.map(({ label, value, interval }, at) => {
    const tick = at % every === 0 && html`<text class="mark-tick" x="${x(at)}" y="${top + plot + 18}">${label}</text>`;
    if (value === undefined) return html`<g><title>${label}: not measured</title>${tick}</g>`;
    const [low, high] = interval ?? [];
    return html`<g
      ><title>${label}: ${text(value)}</title>${
        low !== undefined && high !== undefined && html`<line class="mark-range" x1="${x(at)}" x2="${x(at)}" y1="${y(low)}" y2="${y(high)}" />`
      }<circle class="mark-area" cx="${x(at)}" cy="${y(value)}" r="4.5" />${tick}</g
    >`;
  });
  return chart(
    figure,
    html`<svg viewBox="0 0 ${width} ${top + plot + axis}" role="img" aria-labelledby="${figure.name}-sentence">
      <text class="mark-tick first" x="0" y="${top - 16}">${text(scale)}</text>
      <line class="mark-axis" x1="0" x2="${width}" y1="${top + plot + 0.5}" y2="${top + plot + 0.5}" />
      ${lines} ${drawn}
    </svg>`,
  );
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
