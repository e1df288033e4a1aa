import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import type { EvalResult } from "../core/results/eval.ts";
import { estimateText } from "../reporters/eval/estimate-text.ts";
import { evalReporters, type EvalReporterName } from "../reporters/eval/eval-reporter.ts";
import { reportText } from "../reporters/eval/report-text.ts";
import { skippedText } from "../reporters/eval/skipped-text.ts";
import { estimateEvaluation } from "../services/estimate-evaluation.ts";
import { evaluate } from "../services/evaluate.ts";
import { evaluationReport } from "../services/evaluation/evaluation-report.ts";
import type { PlanInput } from "../services/evaluation/evaluation-input.ts";
import { planInput } from "../services/evaluation/plan-input.ts";
import { watchEvaluation } from "../ui/terminal/watch-evaluation.ts";

/** What a file is written for. */
const paper = { width: 100, color: false };

export default class Eval extends BaseCommand<EvalResult> {
  static override summary = "Evaluate prompts on their suites.";
  static override description =
    "Without a prompt, evaluates every prompt that has a suite. `id@1.2.0` evaluates a released version as it was released. Exit 0 when every case passes, 1 when one fails, 3 when one could not be judged, 4 when a key was refused.";
  static override examples = [
    "<%= config.bin %> <%= command.id %>",
    "<%= config.bin %> <%= command.id %> billing/summarize --suite regression --tag slow",
    "<%= config.bin %> <%= command.id %> billing/summarize --model openai/gpt-5-mini --dry-run",
    "<%= config.bin %> <%= command.id %> --max-cost 2.50 --reporter junit --output report.xml",
    "<%= config.bin %> <%= command.id %> --resume",
  ];
  static override args = { prompt: Args.string({ multiple: true, description: "Ids of prompts, or versions of them: id@1.2.0" }) };
  static override flags = {
    suite: Flags.string({ multiple: true, multipleNonGreedy: true, default: [], helpValue: "NAME", summary: "Only this suite; repeatable." }),
    case: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      default: [],
      helpValue: "ID",
      summary: "Only this case, as case or suite/case; repeatable.",
    }),
    tag: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      default: [],
      helpValue: "TAG",
      summary: "Only cases with this tag; repeatable, one is enough.",
    }),
    epochs: Flags.integer({ min: 1, max: 100, helpValue: "N", summary: "Run every case so often, in place of the suite's own number." }),
    concurrency: Flags.integer({ min: 1, max: 1000, helpValue: "N", summary: "Calls under way at once." }),
    model: Flags.string({ helpValue: "PROVIDER/NAME", summary: "Ask this model in place of each prompt's own." }),
    cache: Flags.boolean({ allowNo: true, summary: "Use answers given before to the same question; on unless the project says otherwise." }),
    code: Flags.boolean({ allowNo: true, default: true, summary: "Run scorers of the repository; --no-code refuses them." }),
    "max-cost": Flags.string({ helpValue: "USD", summary: "Stop before it would cost more." }),
    "dry-run": Flags.boolean({ summary: "Count calls, tokens and cost; call nobody.", exclusive: ["resume"] }),
    resume: Flags.string({ helpValue: "[ID]", summary: "Go on with an evaluation; without an id the newest that is unfinished or has errors." }),
    reporter: Flags.option({ options: Object.keys(evalReporters) as EvalReporterName[], default: "terminal", summary: "How results are shown." })(),
    output: Flags.string({ helpValue: "FILE", summary: "Write the report to a file; the summary is shown all the same." }),
  };

  protected async execute(): Promise<Outcome<EvalResult>> {
    this.argv = withNewest(this.argv);
    const { args, flags } = await this.parse(Eval);
    const context = this.context(flags);
    const evaluations = await context.evaluations();
    const clock = await context.clock();
    const deps = {
      openProvider: await context.openProvider(),
      evaluations,
      openCache: () => context.cache(),
      scorers: await context.scorers(),
      clock,
      toolVersion: context.version,
      redact: (text: string) => context.redact(text),
    };
    const input = await planInput(
      { git: await context.git(), workTree: await context.workTree(), evaluations },
      {
        ...flags,
        prompts: args.prompt ?? [],
        suites: flags.suite,
        cases: flags.case,
        tags: flags.tag,
        useCache: flags.cache,
        allowCode: flags.code,
        maxCost: flags["max-cost"],
      },
    );
    if (flags["dry-run"]) {
      const { estimate, skipped } = await estimateEvaluation(deps, input);
      return { result: { estimate, skipped: [...skipped] }, text: skippedText(skipped) + estimateText(estimate) };
    }

    const output = await context.outputFiles();
    if (flags.output !== undefined) await output.prepare(flags.output);
    const interactive = process.stderr.isTTY === true && !process.env["CI"];
    const watch = watchEvaluation({ stream: process.stderr, interactive, quiet: context.quiet, elapsed: () => clock.elapsed() });
    const evaluating = evaluate(deps, { ...input, signal: context.interrupted }, watch.onEvent);
    await Promise.allSettled([evaluating]);
    await watch.stop();
    const { skipped, exit, ...evaluated } = await evaluating;
    const report = evaluationReport(evaluated, evaluations.location(evaluated.id));
    const results = () => evaluations.results(report.id);
    const asked = { whole: isWhole(input), maxCostUsd: input.maxCostUsd ?? input.config.evaluation?.max_cost_usd };
    if (flags.output !== undefined) {
      const write = await evalReporters[flags.reporter].load();
      await output.write(flags.output, write({ report, asked, results, screen: paper }));
      if (!context.quiet) this.logToStderr(`Written to ${flags.output}`);
    }
    const shown = flags.output === undefined ? flags.reporter : "terminal";
    return {
      result: { evaluation: report, skipped: [...skipped] },
      exit,
      text: async (screen) => (shown === "terminal" ? skippedText(skipped) : "") + (await reportText(shown, { report, asked, results, screen })),
    };
  }
}

/** Evidence of less, or of another model, is none that a version could be published on. */
function isWhole({ suites = [], cases = [], tags = [], model }: PlanInput): boolean {
  return [suites, cases, tags].every(({ length }) => length === 0) && model === undefined;
}

/** oclif knows no flag whose value may be missing: a `--resume` that nothing like an id follows means the newest. */
function withNewest(argv: readonly string[]): string[] {
  return argv.map((word, at) => (word === "--resume" && !/^\d{8}T/.test(argv[at + 1] ?? "") ? "--resume=newest" : word));
}
