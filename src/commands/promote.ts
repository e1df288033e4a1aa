import { Args, Flags } from "@oclif/core";
import { afterPromoteExit } from "../cli/after-promote-exit.ts";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import { currentScreen } from "../cli/current-screen.ts";
import { gateDeps, releaseDeps } from "../cli/release-deps.ts";
import { gateExit } from "../cli/gate-exit.ts";
import type { ExitName } from "../core/errors/exit-code.ts";
import type { PromoteResult } from "../core/results/promote.ts";
import { takenBackLines } from "../reporters/release/taken-back.ts";
import { promoteText } from "../reporters/release/promote-text.ts";
import { promote, type PromoteInput } from "../services/promote.ts";
import { whileWatching } from "../ui/terminal/while-watching.ts";

export default class Promote extends BaseCommand<PromoteResult> {
  static override summary = "Point an environment at a published version, when its gate agrees.";
  static override description =
    "Checks the environment's policy (promotes_from: the very version must be live there now) and its gate against what is live. Evidence of earlier evaluations counts. Where the policy has a canary (`after_promote`), it is asked as soon as the version is live, and rolled back by itself when it fails. Exit 0 when promoted or already live, 1 when refused or rolled back, 3 when cases ended in an error or the canary could not be asked, 4 when a key was refused, 5 when the gate cannot tell.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize@1.2.0 production",
    "<%= config.bin %> <%= command.id %> billing/summarize@1.2.0 staging --dry-run",
  ];
  static override args = {
    version: Args.string({ required: true, description: "A published version: id@1.2.0" }),
    environment: Args.string({ required: true, description: "An environment of the project." }),
  };
  static override flags = {
    "dry-run": Flags.boolean({ summary: "Decide and write nothing." }),
    fresh: Flags.boolean({ summary: "Evaluate both sides anew: neither evidence nor answers from before count." }),
    sequential: Flags.boolean({
      summary: "Run cases in a random, recorded order, and only until the answer is clear. An environment's policy can ask for it, too.",
    }),
  };

  protected async execute(): Promise<Outcome<PromoteResult>> {
    const { args, flags } = await this.parse(Promote);
    const context = this.context(flags);
    const deps = { ...(await releaseDeps(context)), ...(await gateDeps(context)) };
    const watching = { quiet: context.quiet, elapsed: () => deps.clock.elapsed() };
    const { "dry-run": dryRun, fresh, sequential } = flags;
    let warned = "";
    // Whoever still wants to stop it can: told before anybody is asked and anything is written. A plan tells it itself.
    const onTakenBack: PromoteInput["onTakenBack"] = (back, place) => {
      const warning = takenBackLines(back, place, currentScreen(process.stderr)).join("\n");
      if (warning !== warned) this.logToStderr(warning);
      warned = warning;
    };
    const input = { ...args, dryRun, fresh, sequential, signal: context.interrupted, ...(dryRun ? {} : { onTakenBack }) };
    const result = await whileWatching(watching, (onEvent) => promote(deps, { ...input, onEvent }));
    const { taken_back: _, ...told } = result;
    return { result, exit: exitOf(result), text: (screen) => promoteText(dryRun ? result : told, screen) };
  }
}

function exitOf({ outcome, gate, after_promote }: PromoteResult): ExitName {
  if (outcome === "refused") return gate === undefined ? "no" : gateExit(gate);
  return after_promote === undefined ? "done" : afterPromoteExit([after_promote]);
}
