import { percent, shortNumber } from "../../core/gates/words.ts";
import { versionName } from "../../core/release/version-name.ts";
import type { OutcomesListResult, OutcomesRow } from "../../core/results/outcomes-list.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";

/** What came of versions in use, a row for each place where it was recorded. */
export function outcomesListText({ outcomes, more }: OutcomesListResult, screen: Screen): string {
  if (outcomes.length === 0) return "No outcomes are recorded that fit. `promptops outcomes record` records some.";
  const paint = paintFor(screen);
  const titles = ["last", "version", "environment", "outcomes", "units", "good for", "experiment"].map((title) => paint("dim", title));
  return [...columns([titles, ...outcomes.map(row)], lineWidth(screen)), ...(more > 0 ? [`… and ${more} older ones`] : [])].join("\n");
}

function row({ last, environment, recorded, units, metrics, experiment, ...name }: OutcomesRow): string[] {
  const good = metrics.map(({ metric, units: own, mean }) => `${metric} ${percent(mean)}${own === units ? "" : ` of ${shortNumber(own)}`}`);
  return [timeText(last), versionName(name), environment, String(recorded), String(units), oneLine(good.join(", "), 300), experiment ?? "–"];
}
