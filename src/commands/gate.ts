import { Args, Flags } from "@oclif/core";
import { withBareFlags } from "../cli/bare-flags.ts";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { promptNames } from "../cli/prompt-names.ts";
import { gateDeps } from "../cli/release-deps.ts";
import { gateExit } from "../cli/gate-exit.ts";
import type { GateResult } from "../core/results/gate.ts";
import { reportsAsked } from "../reporters/eval/reports-asked.ts";
import { gateReport, gateReporters, type GateReporterName } from "../reporters/release/gate-reporter.ts";
import { branchPoint } from "../services/evaluation/differing-prompts.ts";
import { gatePrompts } from "../services/gate-prompts.ts";
import { whileWatching } from "../ui/terminal/while-watching.ts";

const reporterNames = Object.keys(gateReporters) as GateReporterName[];
/** What a file is written for. */
const paper = { width: 100, color: false, endless: true };

export default class Gate extends BaseCommand<GateResult> {
  static override summary = "Ask whether prompts could go live, and release nothing: for CI.";
  static override description =
    "Compares each prompt in the work tree (or at --ref) with the version that is live in the environment, as publish and promote do. With --changed, only those that differ from a commit are judged; nothing changed is a pass. Where there is a ledger, what was proved is kept in this clone's. Nothing is pushed but the count of a look at sealed suites: who may not push it does not look (holdout-uncounted). Exit 0 pass, 1 fail, 5 inconclusive, 3 error, 4 when a key was refused; of several prompts the worst counts, from error down.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize",
    "<%= config.bin %> <%= command.id %> --changed origin/main --environment production --reporter github --output markdown=$GITHUB_STEP_SUMMARY",
    "<%= config.bin %> <%= command.id %> billing/summarize --ref HEAD --offline",
    "<%= config.bin %> <%= command.id %> --changed --prompts-from FETCH_HEAD",
  ];
  static override args = {
    prompt: Args.string({ multiple: true, description: "Ids of prompts, or folders of them: billing; may be left out with --changed." }),
  };
  static override flags = {
    environment: Flags.string({ char: "e", helpValue: "NAME", summary: "Whose gate is asked. Default: release.target of the project." }),
    changed: Flags.string({
      helpValue: "[REF]",
      summary: "Only prompts that differ from this commit, in text, suites, partials, files, scorers or models; without it, from where the branch was left.",
    }),
    ref: Flags.string({ helpValue: "REVISION", summary: "Judge this commit in place of the work tree.", exclusive: ["prompts-from"] }),
    "prompts-from": Flags.string({
      helpValue: "REF",
      summary:
        "Take prompts, their partials and files from this commit; suites, scorers, judges, manifests, thresholds and providers stay those that are checked out: for a change from somebody you do not trust.",
    }),
    offline: Flags.boolean({ summary: "Go by what this clone knows of the release log; do not ask the remote." }),
    reporter: Flags.option({ options: reporterNames, summary: "How the report is shown, whatever is written to files (default: terminal)." })(),
    output: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      default: [],
      helpValue: "[REPORTER=]FILE",
      summary: "Write the report to a file, by its ending (.md .json .txt) or by the reporter before it; repeatable.",
    }),
    fresh: Flags.boolean({ summary: "Evaluate both sides anew: neither evidence nor answers from before count." }),
    sequential: Flags.boolean({
      summary: "Run cases in a random, recorded order, and only until the answer is clear. An environment's policy can ask for it, too.",
    }),
  };

  protected async execute(): Promise<Outcome<GateResult>> {
    this.argv = withBareFlags(this.argv, { "--changed": { alone: branchPoint, isValue: (word) => !word.startsWith("-") } });
    const { args, flags } = await this.parse(Gate);
    const context = this.context(flags);
    const reports = reportsAsked(flags, reporterNames);
    const output = await context.outputFiles();
    for (const { path } of reports.files) await output.prepare(path);
    const deps = { ...(await gateDeps(context, !flags.offline)), workTree: await context.workTree() };
    const watching = { quiet: context.quiet, elapsed: () => deps.clock.elapsed() };
    const { environment, changed, ref, offline } = flags;
    const input = {
      prompts: await promptNames(context, args.prompt ?? []),
      environment,
      changed,
      ref,
      promptsFrom: flags["prompts-from"],
      offline,
      fresh: flags.fresh,
      sequential: flags.sequential,
      signal: context.interrupted,
    };
    const result = await whileWatching(watching, (onEvent) => gatePrompts(deps, { ...input, onEvent }));
    for (const { reporter, path } of reports.files) {
      await output.write(path, [await gateReport(reporter, result, paper)]);
      if (!context.quiet) this.logToStderr(`Written to ${path}`);
    }
    return { result, exit: gateExit(...result.gates.map(({ gate }) => gate)), text: (screen) => gateReport(reports.shown, result, screen) };
  }
}
