import { PromptopsError } from "../core/errors/promptops-error.ts";
import { describeError } from "../core/errors/error-description.ts";
import type { EvalResult } from "../core/results/eval.ts";
import { harmlessText } from "../reporters/harmless-text.ts";
import { errorText } from "../reporters/error-text.ts";
import { changedText } from "../reporters/eval/changed-text.ts";
import { reportText } from "../reporters/eval/report-text.ts";
import type { ReportsAsked } from "../reporters/eval/reports-asked.ts";
import { skippedText } from "../reporters/eval/skipped-text.ts";
import type { OpenProvider } from "../ports/provider.ts";
import { evaluationReport } from "../services/evaluation/evaluation-report.ts";
import { notedSource } from "../services/noted-source.ts";
import type { EvalRequest } from "../services/evaluation/eval-request.ts";
import { watchPrompts, type Look } from "../services/watch-prompts.ts";
import { watchScreen } from "../ui/terminal/watch-screen.ts";
import { watchEvaluation, type Watch } from "../ui/terminal/watch-evaluation.ts";
import { isInteractive } from "../ui/terminal/while-watching.ts";
import type { Outcome } from "./base-command.ts";
import type { Context } from "./context.ts";
import { currentScreen } from "./current-screen.ts";
import { evaluateDeps } from "./evaluate-deps.ts";
import { reportedEvaluation } from "./reported-evaluation.ts";
import { prepareReports, writeReports } from "./write-reports.ts";

/** Evaluates and shows, again whenever files change, until Ctrl-C. @throws PromptopsError `invalid-flag`, `cannot-watch`, `cannot-write`. */
export async function watchEvaluations(context: Context, request: EvalRequest, reports: ReportsAsked): Promise<Outcome<EvalResult>> {
  // With --json there is one document, and this never ends.
  if (context.quiet) throw new PromptopsError("invalid-flag", "`--watch` shows reports one after another, and `--json` is one document.", { where: "--watch" });
  const clock = await context.clock();
  await prepareReports(context, reports.files);
  const watcher = await context.fileWatcher(reports.files.map(({ path }) => path));
  const screen = watchScreen(process.stdout, process.stderr);
  const signal = context.interrupted;
  let progress: Watch | undefined;
  let shown = "";
  const openRound = async () => {
    const round = context.afresh();
    const watch = (progress = watchEvaluation({ stream: process.stderr, interactive: isInteractive(), quiet: false, elapsed: () => clock.elapsed() }));
    const { source: workTree, isInput } = notedSource(await round.workTree());
    const openProvider: OpenProvider = async (name) => (await round.openProvider(workTree))(name);
    const deps = { ...(await evaluateDeps(round)), workTree, openProvider };
    return { deps, onEvent: watch.onEvent, isInput, close: () => round.close() };
  };
  try {
    let broken = false;
    for await (const round of watchPrompts({ openRound, watcher }, { request, signal })) {
      await progress?.stop();
      const text = round.kind === "unchanged" ? shown : await textOf(round);
      // What was broken and is as it was before shows what was shown before.
      if (round.kind !== "unchanged" || broken) screen.show(round.because, text);
      broken = round.kind === "broken";
      if (round.kind === "evaluated") shown = text;
      screen.waiting();
    }
  } finally {
    await progress?.stop();
  }
  return { result: { skipped: [] }, exit: "interrupted", text: "" };

  async function textOf(round: Exclude<Look, { kind: "unchanged" }>): Promise<string> {
    const now = currentScreen(process.stdout);
    if (round.kind === "broken") return harmlessText(context.redact(errorText(describeError(round.error), now)), now);
    const { deps, input, evaluated } = round;
    const report = evaluationReport(evaluated, deps.evaluations.location(evaluated.id));
    const reported = reportedEvaluation(deps.evaluations, report, evaluated.header, input.maxCostUsd ?? input.config.evaluation?.max_cost_usd);
    await writeReports(context, reports.files, reported);
    return harmlessText(changedText(input.differing) + skippedText(evaluated.skipped) + (await reportText(reports.shown, { ...reported, screen: now })), now);
  }
}
