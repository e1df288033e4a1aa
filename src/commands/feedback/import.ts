import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { feedbackDeps } from "../../cli/feedback-deps.ts";
import type { FeedbackImportResult } from "../../core/results/feedback.ts";
import { importFeedback } from "../../services/feedback/import-feedback.ts";

export default class FeedbackImport extends BaseCommand<FeedbackImportResult> {
  static override summary = "Record what many people said, from a CSV or JSON Lines file.";
  static override description =
    "Columns: run, or evaluation and case; verdict (good or bad); prompt, epoch, question, score, comment, rater, at where they are known. Everything is recorded, or nothing; what was recorded before is passed over.";
  static override examples = ["<%= config.bin %> <%= command.id %> ratings.csv", "cat ratings.jsonl | <%= config.bin %> <%= command.id %> -"];
  static override args = { file: Args.string({ required: true, description: "A .csv or .jsonl file; - is JSON Lines on standard input." }) };

  protected async execute(): Promise<Outcome<FeedbackImportResult>> {
    const { args, flags } = await this.parse(FeedbackImport);
    const context = this.context(flags);
    const result = await importFeedback({ ...(await feedbackDeps(context)), given: await context.givenFiles() }, { file: args.file });
    const { added, already_there: before, shared } = result;
    const text = `${added} recorded${before === 0 ? "" : `, ${before} known already`}.${shared ? "" : "\nThe remote does not know of it yet."}`;
    return { result, exit: shared ? "done" : "pending", text: () => text };
  }
}
