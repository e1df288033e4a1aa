import type { CompareResult } from "../../../core/results/compare.ts";
import { dataTable } from "../../eval/html/charts.ts";
import { html, type Markup } from "../../eval/html/markup.ts";
import { wideTable } from "../../eval/html/wide-table.ts";
import { boundsWords } from "../bounds-words.ts";
import { differenceWords } from "../difference-words.ts";
import { gridLegend, gridRows } from "../matrix-grid.ts";
import { comparedRows, ownRows, type SideRows } from "../side-rows.ts";
import { rangeChart } from "./range-chart.ts";

/** Several sides: at a glance, what each came to by itself, and how it compares with the first. */
export function sidesSection(result: CompareResult): Markup {
  const { sides, comparisons, metric } = result;
  const grid = gridRows(result);
  const legend = boundsWords(result, comparisons);
  const ranges = comparisons.flatMap(({ after, test }) => {
    const name = sides[after]?.name ?? "";
    return test === undefined ? [] : [{ name, text: differenceWords(test.difference, metric), value: test.difference, lower: test.lower, upper: test.upper }];
  });
  const compared = comparedRows(result);
  return html`<section class="stack" aria-labelledby="sides">
    <h2 id="sides">Side by side</h2>
    ${
      grid !== undefined &&
      html`${tableOf("States and models", grid)}
        <p class="small">${gridLegend}</p>`
    }
    ${tableOf("Each by itself", ownRows(result))} ${tableOf("Each against the baseline", compared)}
    ${legend !== undefined && html`<p class="small">${legend}.</p>`}
    ${
      ranges.length > 0 &&
      legend !== undefined &&
      rangeChart(
        {
          name: "differences",
          title: "Differences",
          sentence: `From ${sides[0]?.name ?? ""}: right of the upright line is better. The line through each dot shows where the difference may lie: ${legend.replace("between: ", "")}.`,
          data: { head: compared[0] ?? [], rows: compared.slice(1) },
        },
        ranges,
      )
    }
  </section>`;
}

function tableOf(title: string, [head = [], ...rows]: SideRows): Markup {
  const [first = "", ...others] = head;
  return wideTable(title, dataTable({ head: [first === "" ? "State" : first, ...others], rows }, title));
}
