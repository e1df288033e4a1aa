import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { experimentDeps } from "../../cli/experiment-deps.ts";
import type { ExperimentAssignResult } from "../../core/results/experiment.ts";
import { assignUnit } from "../../services/experiment/assign-unit.ts";

export default class ExperimentAssign extends BaseCommand<ExperimentAssignResult> {
  static override summary = "Say which version a unit gets in an experiment.";
  static override description =
    "The same unit always gets the same version; when the experiment is over, everybody gets control. The rule is simple enough to compute where you need it: see the guide, which has test vectors.";
  static override examples = ["<%= config.bin %> <%= command.id %> billing/summarize@production~1 user-4711"];
  static override args = {
    experiment: Args.string({ required: true, description: "billing/summarize@production~1" }),
    unit: Args.string({ required: true, description: "Whom or what it is about: a user, a ticket, a session." }),
  };

  protected async execute(): Promise<Outcome<ExperimentAssignResult>> {
    const { args, flags } = await this.parse(ExperimentAssign);
    const result = await assignUnit(await experimentDeps(this.context(flags)), args.experiment, args.unit);
    return { result, text: result.version };
  }
}
