import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { feedbackDeps } from "../../cli/feedback-deps.ts";
import type { FeedbackListResult } from "../../core/results/feedback.ts";
import { feedbackListText } from "../../reporters/feedback/list-text.ts";
import { listFeedback } from "../../services/feedback/list-feedback.ts";

export default class FeedbackList extends BaseCommand<FeedbackListResult> {
  static override summary = "List what people said of answers, and where they contradict the evaluation.";
  static override description =
    "An answer that passed and is bad is a case that the suite lacks; one that failed and is good is an assertion that is stricter than people are.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> billing/summarize --contradictions"];
  static override args = { prompt: Args.string({ description: "A prompt's id: what was said of its evaluations and of its runs." }) };
  static override flags = {
    contradictions: Flags.boolean({ summary: "Only where a person and the evaluation disagree." }),
    verdict: Flags.option({ options: ["good", "bad"] as const, summary: "Only these." })(),
    limit: Flags.integer({ char: "n", min: 1, default: 30, helpValue: "N", summary: "So many at most." }),
  };

  protected async execute(): Promise<Outcome<FeedbackListResult>> {
    const { args, flags } = await this.parse(FeedbackList);
    const { contradictions, verdict, limit } = flags;
    const result = await listFeedback(await feedbackDeps(this.context(flags)), { prompt: args.prompt, contradictions, verdict, limit });
    return { result, text: (screen) => feedbackListText(result, screen) };
  }
}
