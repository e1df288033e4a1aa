import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { compareDeps } from "../cli/compare-deps.ts";
import type { CompareResult } from "../core/results/compare.ts";
import { compareReporters, compareText, type CompareReporterName } from "../reporters/compare/compare-reporter.ts";
import { reportsAsked } from "../reporters/eval/reports-asked.ts";
import { compare, compareExit, failOnVerdicts, type FailOn } from "../services/compare.ts";
import { requireDollars, requireShare } from "../services/compare/flag-values.ts";
import { whileWatching } from "../ui/terminal/while-watching.ts";

const reporterNames = Object.keys(compareReporters) as CompareReporterName[];
/** What a file is written for. */
const paper = { width: 100, color: false, endless: true };
const repeatable = (helpValue: string, summary: string) => Flags.string({ multiple: true, multipleNonGreedy: true, default: [], helpValue, summary });

export default class Compare extends BaseCommand<CompareResult> {
  static override summary = "Compare versions, drafts, models or evaluations case by case: what was gained, what was lost, and whether that means anything.";
  static override description =
    "What is compared may be a prompt's state (`id` in the work tree, `id@1.2.0`, `id@production`, `id@HEAD~3`), a draft of a prompt (`draft.yml`), an evaluation's id, or a file of results (`results.jsonl`; `-` reads it from standard input). Prompts answer the suites of the one named last, as far as they have not answered them before; evaluations are compared as they are. One prompt alone: what is live of it (else the latest version, else the last commit) with the work tree. Of more than two, each is compared with the first, or with --baseline; p-values are then corrected for the number of comparisons (Holm). Several states and several models make a matrix: every state under every model. Exit 0 whatever the comparison says, unless --fail-on asks otherwise; 3 when a case got no score.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize",
    "<%= config.bin %> <%= command.id %> billing/summarize@1.1.0 billing/summarize@1.2.0 --show answers",
    "<%= config.bin %> <%= command.id %> billing/summarize drafts/shorter.yml --case core/late-fee",
    "<%= config.bin %> <%= command.id %> billing/summarize --model openai/gpt-5-mini --model openai/gpt-5",
    "<%= config.bin %> <%= command.id %> billing/summarize@1.1.0 billing/summarize@1.2.0 billing/summarize --model own --model openai/gpt-5 --baseline billing/summarize@1.2.0",
    "<%= config.bin %> <%= command.id %> main.jsonl branch.jsonl --fail-on worse --reporter markdown",
    "<%= config.bin %> <%= command.id %> billing/summarize --show answers --output comparison.html",
  ];
  static override args = {
    first: Args.string({ required: true, description: "What the others are compared with: a state, a draft, an evaluation, or a file of results." }),
    others: Args.string({ multiple: true, description: "What is compared with it." }),
  };
  static override flags = {
    model: repeatable("PROVIDER/NAME", "Ask this model; repeatable. Every prompt is asked under each; `own` stands for its own."),
    "one-by-one": Flags.boolean({
      summary: "The first state goes with the first model, the second with the second, in place of every state under every model.",
    }),
    baseline: Flags.string({ helpValue: "NAME", summary: "What the others are compared with: a state, a model, or `STATE with MODEL`." }),
    suite: repeatable("NAME", "Only this suite; repeatable."),
    case: repeatable("ID", "Only this case, as case or suite/case, and both answers to it; repeatable."),
    tag: repeatable("TAG", "Only cases with this tag; repeatable, one is enough."),
    metric: Flags.option({ options: ["pass", "score"] as const, default: "pass", summary: "What decides: how often cases pass, or their scores." })(),
    margin: Flags.string({ helpValue: "POINTS", default: "0.05", summary: "The smallest difference that matters: 0.05 is 5 of 100 cases." }),
    show: Flags.option({ options: ["answers"] as const, summary: "Show both answers to the cases that changed, side by side." })(),
    "fail-on": Flags.option({
      options: Object.keys(failOnVerdicts) as FailOn[],
      multiple: true,
      multipleNonGreedy: true,
      default: [],
      summary: "End with exit 1 when something is worse, with exit 5 when there are not enough cases to tell; repeatable.",
    })(),
    epochs: Flags.integer({ min: 1, max: 100, helpValue: "N", summary: "Run every case so often, in place of the suite's own number." }),
    concurrency: Flags.integer({ min: 1, max: 1000, helpValue: "N", summary: "Calls under way at once." }),
    cache: Flags.boolean({ allowNo: true, summary: "Use what was answered and proved before; --no-cache asks for everything anew." }),
    code: Flags.boolean({ allowNo: true, default: true, summary: "Run scorers and programs of the repository; --no-code refuses them." }),
    "max-cost": Flags.string({ helpValue: "USD", summary: "Stop before it would cost more." }),
    reporter: Flags.option({ options: reporterNames, summary: "How the comparison is shown, whatever is written to files (default: terminal)." })(),
    output: repeatable("[REPORTER=]FILE", "Write the comparison to a file, by its ending (.md .csv .json …) or by the reporter before it; repeatable."),
  };

  protected async execute(): Promise<Outcome<CompareResult>> {
    const { args, flags } = await this.parse(Compare);
    const context = this.context(flags);
    const reports = reportsAsked(flags, reporterNames);
    const output = await context.outputFiles();
    for (const { path } of reports.files) await output.prepare(path);
    const clock = await context.clock();
    const watching = { quiet: context.quiet, elapsed: () => clock.elapsed() };
    const { suite, tag, epochs, concurrency, cache, code, metric } = flags;
    const input = {
      words: [args.first, ...(args.others ?? [])],
      models: flags.model,
      suites: suite,
      cases: flags.case,
      tags: tag,
      metric,
      margin: requireShare("--margin", flags.margin),
      showAnswers: flags.show === "answers",
      allowCode: code,
      signal: context.interrupted,
      ...(flags["one-by-one"] ? { oneByOne: true } : {}),
      ...(flags.baseline === undefined ? {} : { baseline: flags.baseline }),
      ...(epochs === undefined ? {} : { epochs }),
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(cache === undefined ? {} : { useCache: cache }),
      ...(flags["max-cost"] === undefined ? {} : { maxCostUsd: requireDollars(flags["max-cost"]) }),
    };
    const { result, splits, errorKinds } = await whileWatching(watching, (onEvent) => compare(compareDeps(context), { ...input, onEvent }));
    for (const { reporter, path } of reports.files) {
      const write = await compareReporters[reporter]();
      await output.write(path, write({ result, splits, screen: paper }));
      if (!context.quiet) this.logToStderr(`Written to ${path}`);
    }
    return {
      result,
      exit: compareExit(
        result.comparisons.map(({ verdict }) => verdict),
        errorKinds,
        flags["fail-on"],
      ),
      text: (screen) => compareText(reports.shown, { result, splits, screen }),
    };
  }
}
