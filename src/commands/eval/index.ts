import { Args, Flags } from "@oclif/core";
import { withBareFlags } from "../../cli/bare-flags.ts";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { evaluateDeps } from "../../cli/evaluate-deps.ts";
import { promptNames } from "../../cli/prompt-names.ts";
import { reportFlags } from "../../cli/report-flags.ts";
import { reportedEvaluation } from "../../cli/reported-evaluation.ts";
import { watchEvaluations } from "../../cli/watch-evaluations.ts";
import { prepareReports, writeReports } from "../../cli/write-reports.ts";
import type { EvalResult } from "../../core/results/eval.ts";
import { changedText } from "../../reporters/eval/changed-text.ts";
import { estimateText } from "../../reporters/eval/estimate-text.ts";
import { reportText } from "../../reporters/eval/report-text.ts";
import { reportsAsked } from "../../reporters/eval/reports-asked.ts";
import { skippedText } from "../../reporters/eval/skipped-text.ts";
import { estimateEvaluation } from "../../services/estimate-evaluation.ts";
import { evaluate } from "../../services/evaluate.ts";
import type { EvaluationResult } from "../../services/evaluation/evaluation-input.ts";
import { evaluationReport } from "../../services/evaluation/evaluation-report.ts";
import { branchPoint } from "../../services/evaluation/differing-prompts.ts";
import type { EvalRequest } from "../../services/evaluation/eval-request.ts";
import { planInput, type PlannedInput } from "../../services/evaluation/plan-input.ts";
import { whileWatching } from "../../ui/terminal/while-watching.ts";

const many: { multiple: true; multipleNonGreedy: true; default: string[] } = { multiple: true, multipleNonGreedy: true, default: [] };

export default class Eval extends BaseCommand<EvalResult> {
  static override summary = "Evaluate prompts on their suites.";
  static override description = [
    "Without a prompt, evaluates every prompt that has a suite. `id@1.2.0` evaluates a released version as it was released. Exit 0 when every case passes, 1 when one fails, 3 when one could not be judged, 4 when a key was refused, 8 when a person has not rated one yet.",
    "A filter that matches nothing is an error; nothing changed and a shard without cases are none. What filters, a sample or a shard leave out keeps the evaluation from being evidence for a release.",
    "Ctrl-C finishes what is in flight, keeps it, writes the reports of what there is, marked as not finished, and says how to go on; a second one ends at once.",
  ].join("\n\n");
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    "<%= config.bin %> <%= command.id %> billing/summarize --suite regression --tag slow",
    "<%= config.bin %> <%= command.id %> --case 'billing/summarize regression/late-fee'",
    "<%= config.bin %> <%= command.id %> --filter 'late-*' --filter '/refund|chargeback/i'",
    "<%= config.bin %> <%= command.id %> billing/summarize --sample 20 --seed monday --fail-fast",
    "<%= config.bin %> <%= command.id %> billing/summarize --model openai/gpt-5-mini --model anthropic/claude-sonnet-5 --dry-run",
    "<%= config.bin %> <%= command.id %> --changed origin/main --shard 2/4 --output shard-2.evaluation.jsonl",
    "<%= config.bin %> <%= command.id %> --changed --prompts-from FETCH_HEAD",
    "<%= config.bin %> <%= command.id %> --reuse --output report.xml",
    "<%= config.bin %> <%= command.id %> --max-cost 2.50 --output report.xml --output report.md",
    "<%= config.bin %> <%= command.id %> billing/summarize --watch",
    "<%= config.bin %> <%= command.id %> billing/summarize --record recordings",
    "<%= config.bin %> <%= command.id %> --resume",
  ];
  static override args = { prompt: Args.string({ multiple: true, description: "Ids of prompts, folders of them (billing), or versions: id@1.2.0" }) };
  static override flags = {
    suite: Flags.string({ ...many, helpValue: "NAME", summary: "Only this suite; repeatable." }),
    case: Flags.string({
      ...many,
      helpValue: "ID",
      summary: "Only this case, as case, suite/case, prompt/suite/case, or in quotes as reports name it ('prompt suite/case'); repeatable.",
    }),
    filter: Flags.string({
      ...many,
      helpValue: "PATTERN",
      summary: "Only cases whose id, or suite/id, fits: `late-*`, or /RE2/ and /RE2/i; repeatable, one is enough.",
    }),
    tag: Flags.string({ ...many, helpValue: "TAG", summary: "Only cases with this tag; repeatable, one is enough." }),
    sample: Flags.integer({ min: 1, helpValue: "N", summary: "Only so many cases of each prompt, drawn by --seed: the same ones each time." }),
    seed: Flags.string({ helpValue: "TEXT", dependsOn: ["sample"], summary: "Draw another sample; 0 unless given." }),
    shard: Flags.string({ helpValue: "I/N", summary: "Only the I-th of N parts, for several machines; `eval merge` brings them together." }),
    changed: Flags.string({
      helpValue: "[REF]",
      summary: "Only prompts that differ from this commit, in text, suites, partials, files, scorers or models; without it, from where the branch was left.",
    }),
    "prompts-from": Flags.string({
      helpValue: "REF",
      summary:
        "Take prompts, their partials and files from this commit; suites, scorers, judges and providers stay those that are checked out: for a change from somebody you do not trust.",
      exclusive: ["watch"],
    }),
    epochs: Flags.integer({ min: 1, max: 100, helpValue: "N", summary: "Run every case so often, in place of the suite's own number." }),
    concurrency: Flags.integer({ min: 1, max: 1000, helpValue: "N", summary: "Calls under way at once." }),
    model: Flags.string({
      ...many,
      helpValue: "PROVIDER/NAME",
      summary: "Ask this model in place of each prompt's own; repeatable: every prompt with every model.",
    }),
    provider: Flags.string({ helpValue: "NAME", summary: "Ask this provider for the models' names in place of their own; judges stay." }),
    cache: Flags.boolean({ allowNo: true, summary: "Use answers given before to the same question; on unless the project says otherwise." }),
    reuse: Flags.boolean({
      allowNo: true,
      summary: "Take over the cases that evidence proves, here or in the ledger, and run only the others; off unless the project says otherwise.",
    }),
    code: Flags.boolean({
      allowNo: true,
      default: true,
      summary: "Run scorers and providers of the repository's choosing (javascript, exec, webhook); --no-code refuses them.",
    }),
    record: Flags.string({
      helpValue: "FOLDER",
      summary: "Write every answer into this folder of the repository, for providers of kind `replay`; one that holds a secret is refused.",
      exclusive: ["watch"],
    }),
    "max-cost": Flags.string({ helpValue: "USD", summary: "Stop before it would cost more." }),
    "fail-fast": Flags.boolean({ summary: "After the first case that does not pass start nothing new; --resume runs the rest." }),
    "dry-run": Flags.boolean({
      summary: "Count calls, tokens and cost; call nobody. Exit 2 where a real run would be refused.",
      exclusive: ["resume", "retry-errors", "watch", "record", "fail-fast", "reporter", "output"],
    }),
    resume: Flags.string({
      helpValue: "[ID]",
      summary: "Go on with an evaluation: run what is missing and what ended in an error. Without an id the newest that has either.",
      exclusive: ["watch"],
    }),
    "retry-errors": Flags.boolean({
      summary: "Run again only what ended in an error, of the newest evaluation that has any, or of the one --resume names.",
      exclusive: ["watch"],
    }),
    watch: Flags.boolean({ summary: "Stay, and evaluate again what changes whenever a file does; Ctrl-C ends." }),
    ...reportFlags,
  };

  protected async execute(): Promise<Outcome<EvalResult>> {
    this.argv = withBareFlags(this.argv, {
      "--resume": { alone: "newest", isValue: (word) => /^\d{8}T/.test(word) },
      "--changed": { alone: branchPoint, isValue: (word) => !word.startsWith("-") },
    });
    const { args, flags } = await this.parse(Eval);
    const context = this.context(flags);
    const request: EvalRequest = {
      ...flags,
      prompts: await promptNames(context, args.prompt ?? []),
      suites: flags.suite,
      cases: flags.case,
      tags: flags.tag,
      filters: flags.filter,
      promptsFrom: flags["prompts-from"],
      models: flags.model,
      useCache: flags.cache,
      allowCode: flags.code,
      maxCost: flags["max-cost"],
      failFast: flags["fail-fast"],
      retryErrors: flags["retry-errors"],
    };
    const reports = reportsAsked(flags);
    if (flags.watch) return watchEvaluations(context, request, reports);

    const deps = await evaluateDeps(context);
    const input = await planInput(deps, request);
    if (flags["dry-run"]) {
      const { estimate, skipped } = await estimateEvaluation(deps, input);
      return {
        result: { ...changedOf(input), estimate, skipped: [...skipped] },
        ...(estimate.refused === undefined ? {} : { exit: "usage" }),
        text: changedText(input.differing) + skippedText(skipped) + estimateText(estimate),
      };
    }

    await prepareReports(context, reports.files);
    const watching = { quiet: context.quiet, elapsed: () => deps.clock.elapsed() };
    const recording = flags.record === undefined ? deps : { ...deps, recordings: await context.recordings(flags.record) };
    const cap = input.maxCostUsd ?? input.config.evaluation?.max_cost_usd;
    const reportedOf = (evaluated: EvaluationResult) => {
      const report = evaluationReport(evaluated, deps.evaluations.location(evaluated.id));
      return reportedEvaluation(deps.evaluations, report, evaluated.header, cap, evaluated.most);
    };
    let soFar: EvaluationResult | undefined;
    const onStopped = (stopped: EvaluationResult) => void (soFar = stopped);
    const work = whileWatching(watching, (onEvent) => evaluate(recording, { ...input, signal: context.interrupted, onStopped }, onEvent));
    const evaluated = await work.catch(async (error: unknown) => {
      // Whoever asked for reports gets them of what there is.
      if (soFar !== undefined) await writeReports(context, reports.files, reportedOf(soFar));
      throw error;
    });
    const { skipped, exit } = evaluated;
    const reported = reportedOf(evaluated);
    await writeReports(context, reports.files, reported);
    return {
      result: { ...changedOf(input), evaluation: reported.report, skipped: [...skipped] },
      exit,
      text: async (screen) =>
        (reports.shown === "terminal" ? changedText(input.differing) + skippedText(skipped) : "") + (await reportText(reports.shown, { ...reported, screen })),
    };
  }
}

function changedOf({ differing }: PlannedInput): Pick<EvalResult, "changed"> {
  return differing === undefined ? {} : { changed: { since: differing.name, commit: differing.commit, prompts: [...differing.prompts] } };
}
