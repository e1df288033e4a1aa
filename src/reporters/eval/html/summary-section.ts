import type { EvaluationReport } from "../../../core/results/eval.ts";
import { durationText } from "../../duration-text.ts";
import { moneyText } from "../../money-text.ts";
import type { Asked } from "../eval-reporter.ts";
import { scoreText } from "../score-text.ts";
import { lookOfVerdict, statuses, statusNames } from "../statuses.ts";
import { verdictText } from "../verdict-text.ts";
import { html, type Markup } from "./markup.ts";
import { statusMark } from "./status-mark.ts";
import { withCode } from "./with-code.ts";

/** The verdict as a sentence, the counts as a bar, what it took, and the next step. @param judgeCalls What judges, rivals and embeddings were asked. */
export function summarySection(report: EvaluationReport, asked: Asked, judgeCalls: number): Markup {
  const { sentence, next } = verdictText(report, asked);
  const [word = "", rest = ""] = sentence.split(/: (.*)/, 2);
  return html`<section class="summary" aria-labelledby="verdict">
    <h1 id="verdict" tabindex="-1">
      <span class="verdict-word ${lookOfVerdict(report.verdict)}">${statusMark(lookOfVerdict(report.verdict))}${word}</span
      ><span class="visually-hidden">: </span><span class="verdict-rest">${rest}</span>
    </h1>
    ${proportions(report)}
    <dl class="facts">
      ${facts(report, judgeCalls).map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <p class="next"><b>Next:</b> ${withCode(next)}</p>
  </section> `;
}

function proportions(report: EvaluationReport): Markup {
  const counts = statusNames
    .toReversed()
    .map((status) => ({ status, count: report.prompts.reduce((sum, { totals }) => sum + statuses[status].count(totals), 0) }));
  const told = counts.filter(({ count }) => count > 0);
  const cases = counts.reduce((sum, { count }) => sum + count, 0);
  let x = 0;
  const parts = told.map(({ status, count }) => {
    const width = (count / cases) * 1000;
    const part = html`<rect class="${status}" x="${x.toFixed(1)}" y="0" width="${Math.max(3, width - 2).toFixed(1)}" height="12" />`;
    x += width;
    return part;
  });
  return html`<svg class="proportions" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>
    <ul class="legend">
      ${told.map(({ status, count }) => html`<li>${statusMark(status)}<b>${count.toLocaleString("en")}</b> ${statuses[status][count === 1 ? "word" : "column"]}</li>`)}
    </ul>`;
}

function facts({ prompts }: EvaluationReport, judgeCalls: number): (readonly [string, string])[] {
  const all = prompts.map(({ totals }) => totals);
  const sum = (value: (totals: (typeof all)[number]) => number) => all.reduce((total, each) => total + value(each), 0);
  const scored = sum(({ passed, failed }) => passed + failed);
  const score = scored === 0 ? undefined : sum(({ mean_score, passed, failed }) => mean_score * (passed + failed)) / scored;
  const cost = all.every(({ cost_nano_usd }) => cost_nano_usd !== undefined) ? sum(({ cost_nano_usd = 0 }) => cost_nano_usd) : undefined;
  const timed = all.filter(({ mean_latency_ms }) => mean_latency_ms !== undefined);
  const latency = timed.length === 0 ? undefined : timed.reduce((total, { mean_latency_ms = 0 }) => total + mean_latency_ms, 0) / timed.length;
  const reused = sum(({ reused: cases = 0 }) => cases);
  return [
    ["Mean score", scoreText(score)],
    ["Cost", moneyText(cost)],
    ["Mean latency", latency === undefined ? "–" : durationText(latency)],
    ["Calls", sum(({ calls }) => calls).toLocaleString("en")],
    ...(judgeCalls === 0 ? [] : [["Calls for judging", judgeCalls.toLocaleString("en")] as const]),
    ["From the cache", sum(({ cached }) => cached).toLocaleString("en")],
    ...(reused === 0 ? [] : [["Proved before", reused.toLocaleString("en")] as const]),
  ];
}
