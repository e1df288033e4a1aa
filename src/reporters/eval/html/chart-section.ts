import type { EvaluationReport } from "../../../core/results/eval.ts";
import { durationText } from "../../duration-text.ts";
import { moneyText } from "../../money-text.ts";
import { barChart, columnChart, type Bin } from "./charts.ts";
import { html, type Markup } from "./markup.ts";
import type { ResultSurvey } from "./result-survey.ts";

/** How the scores lie, how long answers took, what suites cost, which tags pass; each with its numbers behind it. */
export function chartSection(report: EvaluationReport, survey: ResultSurvey): Markup {
  return html`<section aria-labelledby="charts-title">
    <h2 id="charts-title">At a glance</h2>
    <div class="charts">${scoreChart(survey)}${latencyChart(survey)}${costChart(report)}${tagChart(survey)}</div>
  </section> `;
}

function scoreChart(survey: ResultSurvey): Markup | false {
  const bins = survey.scores();
  const total = sumOf(bins);
  if (total === 0) return false;
  const full = bins.at(-1)?.count ?? 0;
  const name = ({ from, to }: Bin) => (to === 1 ? "0.9 to 1" : `${from} to ${to}`);
  return columnChart(
    {
      name: "scores",
      title: "Scores",
      sentence: `${full.toLocaleString("en")} of ${counted(total, "result")} that were judged scored 0.9 or more.`,
      data: { head: ["Score", "Results"], rows: bins.map((bin) => [name(bin), String(bin.count)]) },
    },
    bins.map((bin) => ({ label: name(bin), count: bin.count, tick: bin.from.toFixed(1) })),
  );
}

/** So few answers have no half. */
const few = 3;

function latencyChart(survey: ResultSurvey): Markup | false {
  const bins = survey.latencies();
  const quantiles = survey.latencyQuantiles();
  if (quantiles === undefined) return false;
  const answered = bins.reduce((sum, { count }) => sum + count, 0);
  const name = ({ from, to }: Bin) => (to === Infinity ? `${durationText(from)} and more` : `${durationText(from)} to ${durationText(to)}`);
  const every = Math.ceil(bins.length / 6);
  return columnChart(
    {
      name: "latencies",
      title: "Latency",
      sentence:
        answered < few
          ? `${counted(answered, "answer")}, within ${durationText(quantiles.most)}.`
          : `Half of the answers came within ${durationText(quantiles.half)}, 95 of 100 within ${durationText(quantiles.most)}.`,
      data: { head: ["Latency", "Results"], rows: bins.map((bin) => [name(bin), String(bin.count)]) },
    },
    bins.map((bin, at) => ({ label: name(bin), count: bin.count, tick: at % every === 0 ? tickText(bin.from) : "" })),
  );
}

function costChart({ prompts }: EvaluationReport): Markup | false {
  const several = prompts.length > 1;
  const suites = prompts
    .flatMap(({ label, suites }) => suites.map(({ suite, totals }) => ({ name: several ? `${label}/${suite}` : suite, cost: totals.cost_nano_usd })))
    .sort((a, b) => (b.cost ?? 0) - (a.cost ?? 0));
  const known = suites.flatMap(({ cost }) => cost ?? []);
  const total = known.reduce((sum, cost) => sum + cost, 0);
  if (known.length === 0) return false;
  const unknown = suites.length - known.length;
  return barChart(
    {
      name: "costs",
      title: "Cost by suite",
      sentence: `${moneyText(total)} in all${unknown === 0 ? "" : `, ${counted(unknown, "suite")} of unknown cost left out`}. Answers from the cache cost nothing.`,
      data: { head: ["Suite", "Cost"], rows: suites.map(({ name, cost }) => [name, moneyText(cost)]) },
    },
    suites.map(({ name, cost }) => ({ name, share: total === 0 ? 0 : (cost ?? 0) / Math.max(...known), text: moneyText(cost) })),
  );
}

function tagChart(survey: ResultSurvey): Markup | false {
  const tags = survey.tags();
  const [worst] = tags;
  if (worst === undefined) return false;
  const unscored = survey.unscoredTagged;
  const share = ({ passed, results }: typeof worst) => `${Math.round((passed / results) * 100)} %`;
  return barChart(
    {
      name: "tags",
      title: "Pass rate by tag",
      sentence: `${
        worst.passed === worst.results
          ? `Every result with a tag${unscored === 0 ? "" : " that has a score"} passed`
          : `“${worst.tag}” passes least: ${worst.passed} of ${counted(worst.results, "result")}`
      }${unscored === 0 ? "." : "; tagged results without a score are left out."}`,
      data: { head: ["Tag", "Passed", "Results", "Rate"], rows: tags.map((tag) => [tag.tag, String(tag.passed), String(tag.results), share(tag)]) },
    },
    tags.map((tag) => ({ name: tag.tag, share: tag.passed / tag.results, text: `${share(tag)} · ${tag.passed}/${tag.results}` })),
  );
}

function sumOf(bins: readonly Bin[]): number {
  return bins.reduce((sum, { count }) => sum + count, 0);
}

function tickText(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${Number((ms / 1_000).toPrecision(2))} s`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
