import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { evidenceElsewhere } from "../cli/evidence-deps.ts";
import type { TrendResult } from "../core/results/trend.ts";
import { reportsAsked } from "../reporters/eval/reports-asked.ts";
import { trendReport, trendReporters, type TrendReporterName } from "../reporters/trend/trend-reporter.ts";
import { trend } from "../services/trend.ts";

const reporterNames = Object.keys(trendReporters) as TrendReporterName[];
/** What a file is written for. */
const paper = { width: 100, color: false, endless: true };

export default class Trend extends BaseCommand<TrendResult> {
  static override summary = "Show how a prompt's score, pass rate, cost and latency went from version to version.";
  static override description =
    "What was measured when each version was published, from the statement in its tag and, where the evidence is kept on this machine or in the ledger, case by case with 95 % intervals. No model is asked. A version that was asked other cases than the one before it is marked: the two cannot be compared.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize",
    "<%= config.bin %> <%= command.id %> billing/summarize --limit 5 --json",
    "<%= config.bin %> <%= command.id %> billing/summarize --output trend.html",
  ];
  static override args = { prompt: Args.string({ required: true, description: "A prompt's id." }) };
  static override flags = {
    limit: Flags.integer({ char: "n", min: 1, default: 20, helpValue: "N", summary: "The newest so many versions." }),
    reporter: Flags.option({ options: reporterNames, summary: "How the versions are shown, whatever is written to files (default: terminal)." })(),
    output: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      default: [],
      helpValue: "[REPORTER=]FILE",
      summary: "Write the report to a file, by its ending (.html .json .txt) or by the reporter before it; repeatable.",
    }),
    fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }),
  };

  protected async execute(): Promise<Outcome<TrendResult>> {
    const { args, flags } = await this.parse(Trend);
    const context = this.context(flags);
    const reports = reportsAsked(flags, reporterNames);
    const output = await context.outputFiles();
    for (const { path } of reports.files) await output.prepare(path);
    const deps = {
      git: await context.git(),
      workTree: await context.workTree(),
      evaluations: await context.evaluations(),
      evidenceElsewhere: evidenceElsewhere(context),
    };
    const result = await trend(deps, { prompt: args.prompt, limit: flags.limit, fetch: flags.fetch });
    for (const { reporter, path } of reports.files) {
      await output.write(path, [await trendReport(reporter, result, paper)]);
      if (!context.quiet) this.logToStderr(`Written to ${path}`);
    }
    return { result, text: (screen) => trendReport(reports.shown, result, screen) };
  }
}
