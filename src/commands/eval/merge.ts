import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { reportFlags } from "../../cli/report-flags.ts";
import { reportedEvaluation } from "../../cli/reported-evaluation.ts";
import { prepareReports, writeReports } from "../../cli/write-reports.ts";
import type { EvalMergeResult } from "../../core/results/eval-merge.ts";
import { mergedText } from "../../reporters/eval/merged-text.ts";
import { reportText } from "../../reporters/eval/report-text.ts";
import { reportsAsked } from "../../reporters/eval/reports-asked.ts";
import { evaluationReport } from "../../services/evaluation/evaluation-report.ts";
import { mergeEvaluations } from "../../services/merge-evaluations.ts";

export default class EvalMerge extends BaseCommand<EvalMergeResult> {
  static override summary = "Make one evaluation of the shards that ran on several machines.";
  static override description =
    "Takes ids of this repository's evaluations, files that `eval --output shard.evaluation.jsonl` wrote, and folders of them. Refuses shards of different plans, shards that are missing or unfinished, and one that is there twice with different results. The evidence is that of an evaluation that was never cut. Exits as `eval` does.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> shards/",
    "<%= config.bin %> <%= command.id %> shard-1.evaluation.jsonl shard-2.evaluation.jsonl --output report.xml",
  ];
  static override args = { from: Args.string({ multiple: true, required: true, description: "Ids, files, or folders." }) };
  static override flags = { ...reportFlags };

  protected async execute(): Promise<Outcome<EvalMergeResult>> {
    const { args, flags } = await this.parse(EvalMerge);
    const context = this.context(flags);
    const reports = reportsAsked(flags);
    await prepareReports(context, reports.files);
    const evaluations = await context.evaluations();
    const deps = { evaluations, given: await context.givenEvaluations(), clock: await context.clock(), toolVersion: context.version };
    const { evaluated, merged } = await mergeEvaluations(deps, args);
    const report = evaluationReport(evaluated, evaluations.location(evaluated.id));
    const reported = reportedEvaluation(evaluations, report, evaluated.header);
    await writeReports(context, reports.files, reported);
    return {
      result: { evaluation: report, merged },
      exit: evaluated.exit,
      text: async (screen) => (reports.shown === "terminal" ? mergedText({ merged }) : "") + (await reportText(reports.shown, { ...reported, screen })),
    };
  }
}
