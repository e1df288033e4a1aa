import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { feedbackDeps } from "../../cli/feedback-deps.ts";
import type { FeedbackAgreementResult } from "../../core/results/feedback.ts";
import { feedbackAgreementText } from "../../reporters/feedback/agreement-text.ts";
import { feedbackAgreement } from "../../services/feedback/feedback-agreement.ts";

export default class FeedbackAgreement extends BaseCommand<FeedbackAgreementResult> {
  static override summary = "Show how well checks and judges agree with people.";
  static override description =
    "Over all answers that people rated: agreement beyond chance (Cohen's kappa, Gwet's AC1), what a check passes of good answers and fails of bad ones, each with its 95 % interval, and the share of good answers behind the share that it passes.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> billing/summarize --json"];
  static override args = { prompt: Args.string({ description: "A prompt's id." }) };

  protected async execute(): Promise<Outcome<FeedbackAgreementResult>> {
    const { args, flags } = await this.parse(FeedbackAgreement);
    const result = await feedbackAgreement(await feedbackDeps(this.context(flags)), args.prompt);
    return { result, text: (screen) => feedbackAgreementText(result, screen) };
  }
}
