import { Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import type { DoctorResult } from "../core/results/doctor.ts";
import { doctorText } from "../reporters/doctor-text.ts";
import { doctor } from "../services/doctor.ts";

export default class Doctor extends BaseCommand<DoctorResult> {
  static override summary = "Check everything promptops depends on, each with its fix.";
  static override description =
    "Looks at Node, git, the repository, your identity, the project, provider keys (never shown) and the remote. Exit 3 when something will fail.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> --online"];
  static override flags = { online: Flags.boolean({ summary: "Also ask the remote whether it answers." }) };

  protected async execute(): Promise<Outcome<DoctorResult>> {
    const { flags } = await this.parse(Doctor);
    const context = this.context(flags);
    const deps = {
      machine: await context.machine(),
      environment: await context.environment(),
      git: () => context.git(),
      workTree: () => context.workTree(),
      evaluations: () => context.evaluations(),
    };
    const result = await doctor(deps, { online: flags.online });
    return { result, exit: result.healthy ? "done" : "environment", text: (screen) => doctorText(result, screen) };
  }
}
