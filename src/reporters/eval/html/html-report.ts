import type { Reported } from "../eval-reporter.ts";
import { reducedCases } from "../../../core/eval/reduced-cases.ts";
import { partsOfLabel } from "../../../core/eval/prompt-label.ts";
import { verdictText } from "../verdict-text.ts";
import { caseSection } from "./case-section.ts";
import { chartSection } from "./chart-section.ts";
import { dataBlock } from "./data-block.ts";
import { Embedding } from "./embedding.ts";
import { inlinePart } from "./inline-part.ts";
import { html, type Markup } from "./markup.ts";
import type { PageEmbedded, PageEvaluation, PageResult } from "./page-data.ts";
import { pageFoot } from "./page-foot.ts";
import { pageHead } from "./page-head.ts";
import { ResultSurvey } from "./result-survey.ts";
import { summarySection } from "./summary-section.ts";
import { totalsSection } from "./totals-section.ts";

/** Results of one block: so many are in memory at once. */
const atOnce = 250;

/**
 * One page that needs nothing but itself: no network, no other file, and a policy that forbids both. Read twice: first for the charts
 * and for what goes into the page, then for the results themselves, which are written as they come.
 */
export async function* htmlReport(reported: Reported): AsyncGenerator<string> {
  const { report, results, version } = reported;
  const page = await import("virtual:report-page");
  const script = inlinePart("script", page.script);
  const embedding = new Embedding();
  const survey = new ResultSurvey();
  for await (const result of results()) {
    embedding.survey(result);
    survey.add(result);
  }

  let bytes = 0;
  const written = ({ text }: Markup): string => {
    bytes += Buffer.byteLength(text);
    return text;
  };
  yield written(pageHead({ title: verdictText(report, reported.asked).sentence, id: report.id, style: inlinePart("style", page.style), script }));
  yield written(mainPart(reported, survey));
  yield written(dataBlock("evaluation", evaluationOf(reported)));
  for await (const block of blocks(reported, embedding)) yield written(dataBlock("results", block));
  const embedded: PageEmbedded = { embedded: embedding.embedded, total: embedding.total };
  yield written(dataBlock("embedded", embedded));
  yield pageFoot({ embedded, bytes, version, script, licenses: page.licenses }).text;
}

function mainPart({ report, asked }: Reported, survey: ResultSurvey): Markup {
  return html`<main>
    ${summarySection(report, asked, survey.judgeCalls)} ${totalsSection(report)} ${chartSection(report, survey)} ${caseSection(report.results)}
  </main>`;
}

function evaluationOf({ report: { id, prompts, results } }: Reported): PageEvaluation {
  return { id, prompts: prompts.map(({ label, model }) => ({ label, subject: partsOfLabel(label).name, model })), results };
}

async function* blocks({ header, results }: Reported, embedding: Embedding): AsyncGenerator<readonly PageResult[]> {
  let block: PageResult[] = [];
  for await (const { epochs, reduced } of reducedCases(header.plan, results())) {
    for (const result of epochs) {
      const taken = embedding.taken(result);
      if (taken === undefined) continue;
      block.push(reduced === undefined || reduced.status === result.status ? taken : { ...taken, case_status: reduced.status });
    }
    if (block.length < atOnce) continue;
    yield block;
    block = [];
  }
  if (block.length > 0) yield block;
}
