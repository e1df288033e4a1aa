import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { feedbackDeps } from "../../cli/feedback-deps.ts";
import { scoreFlag } from "../../cli/score-flag.ts";
import type { FeedbackAddResult } from "../../core/results/feedback.ts";
import { feedbackAddText } from "../../reporters/feedback/add-text.ts";
import { addFeedback } from "../../services/feedback/add-feedback.ts";

export default class FeedbackAdd extends BaseCommand<FeedbackAddResult> {
  static override summary = "Say that an answer of an evaluation or of a run is good or bad.";
  static override description =
    "Your word is a record of the ledger. A case with a `human` assertion waits for it (exit 8 of `eval`): evaluated again, the same answer has your rating. Another answer needs another one.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> 20261120T090000000Z-0123abcd --case core/late-fee --good",
    "<%= config.bin %> <%= command.id %> 20261120T090000000Z-0123abcd --case core/late-fee --bad --comment 'names the wrong invoice'",
    "<%= config.bin %> <%= command.id %> daily~20261120T090000Z --bad --comment 'too long'",
  ];
  static override args = { answer: Args.string({ required: true, description: "A run's name, or an evaluation's id." }) };
  static override flags = {
    case: Flags.string({ helpValue: "ID", summary: "Of an evaluation: whose answer, as suite/case or as `eval --case` takes it." }),
    prompt: Flags.string({ helpValue: "TEXT", summary: "Of an evaluation of several prompts or models: the one's name, or a part of it." }),
    epoch: Flags.integer({ min: 1, helpValue: "N", summary: "Of several epochs." }),
    question: Flags.string({ helpValue: "TEXT", summary: "The `human` assertion's question that you answer. Default: all of the case's." }),
    good: Flags.boolean({ summary: "It is good.", exclusive: ["bad"] }),
    bad: Flags.boolean({ summary: "It is bad." }),
    score: Flags.string({ helpValue: "0..1", summary: "How good. Default: 1 for good, 0 for bad." }),
    comment: Flags.string({ char: "m", helpValue: "TEXT", summary: "Why." }),
    rater: Flags.string({ helpValue: "NAME", summary: "Whose word it is. Default: who git says is working." }),
  };

  protected async execute(): Promise<Outcome<FeedbackAddResult>> {
    const { args, flags } = await this.parse(FeedbackAdd);
    const { case: id, prompt, epoch, question, good, bad, comment, rater } = flags;
    const result = await addFeedback(await feedbackDeps(this.context(flags)), {
      about: args.answer,
      case: id,
      prompt,
      epoch,
      question,
      verdict: good ? "good" : bad ? "bad" : undefined,
      score: scoreFlag("score", flags.score),
      comment,
      rater,
    });
    return { result, exit: result.shared ? "done" : "pending", text: (screen) => feedbackAddText(result, screen) };
  }
}
