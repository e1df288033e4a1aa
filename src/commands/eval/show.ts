import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { refuseReportOfResults } from "../../cli/refuse-report-of-results.ts";
import { reportFlags } from "../../cli/report-flags.ts";
import { reportedEvaluation } from "../../cli/reported-evaluation.ts";
import { prepareReports, writeReports } from "../../cli/write-reports.ts";
import type { EvalShowResult } from "../../core/results/eval-show.ts";
import { reportText } from "../../reporters/eval/report-text.ts";
import { reportsAsked } from "../../reporters/eval/reports-asked.ts";
import { resultsText } from "../../reporters/eval/result-text.ts";
import { shownText } from "../../reporters/eval/shown-text.ts";
import { failedResults, resultsOfCase, showEvaluation } from "../../services/show-evaluation.ts";

export default class EvalShow extends BaseCommand<EvalShowResult> {
  static override summary = "Show an evaluation again, or one case of it whole.";
  static override description = "Without an id, the newest. A file or folder of an evaluation made elsewhere is shown too. Exit 0 whatever its verdict is.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    "<%= config.bin %> <%= command.id %> --failures",
    "<%= config.bin %> <%= command.id %> --case main/late-fee",
    "<%= config.bin %> <%= command.id %> 20261120T090000123Z-1a2b3c4d --output report.md",
    "<%= config.bin %> <%= command.id %> shard-2.evaluation.jsonl",
  ];
  static override args = { id: Args.string({ description: "An evaluation's id, or where one lies." }) };
  static override flags = {
    failures: Flags.boolean({ summary: "Show every case that did not pass, whole: each epoch that did not.", exclusive: ["case"] }),
    case: Flags.string({
      helpValue: "ID",
      summary:
        "Show the results of this case whole: inputs, answer, checks, attempts; as case, suite/case, prompt/suite/case, or in quotes as reports name it ('prompt suite/case').",
    }),
    ...reportFlags,
  };

  protected async execute(): Promise<Outcome<EvalShowResult>> {
    const { args, flags } = await this.parse(EvalShow);
    const context = this.context(flags);
    refuseReportOfResults(flags);
    const reports = reportsAsked(flags);
    const evaluations = await context.evaluations();
    const shown = await showEvaluation({ evaluations, given: await context.givenEvaluations() }, args);
    const { header, report } = shown;
    const results = flags.case !== undefined ? await resultsOfCase(shown, flags.case) : flags.failures ? await failedResults(shown) : undefined;
    const reported = { ...reportedEvaluation(evaluations, report, header), results: shown.results };
    await prepareReports(context, reports.files);
    await writeReports(context, reports.files, reported);
    const { started_at, tool_version, plan } = header;
    return {
      result: {
        evaluation: report,
        started_at,
        ...(tool_version === undefined ? {} : { tool_version }),
        asked: plan.asked,
        ...(results === undefined ? {} : { results }),
      },
      text: async (screen) => {
        const head = reports.shown === "terminal" ? shownText(header, screen) : "";
        return head + (results === undefined ? await reportText(reports.shown, { ...reported, screen }) : resultsText(results, screen));
      },
    };
  }
}
