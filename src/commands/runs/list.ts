import { Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { runListDeps } from "../../cli/run-due-deps.ts";
import { runStatusFlag } from "../../cli/run-status-flag.ts";
import { sinceFlag } from "../../cli/time-flag.ts";
import type { RunsListResult } from "../../core/results/runs.ts";
import { runsListText } from "../../reporters/run/runs-text.ts";
import { listRuns } from "../../services/runs/list-runs.ts";

export default class RunsList extends BaseCommand<RunsListResult> {
  static override summary = "List runs and previews, newest first.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> --job daily --status failed --since 2026-11-01"];
  static override flags = {
    job: Flags.string({ char: "j", helpValue: "JOB", summary: "Only of this job." }),
    prompt: Flags.string({ helpValue: "PROMPT", summary: "Only of this prompt." }),
    status: Flags.string({ helpValue: "succeeded|failed|blocked", summary: "Only those that ended so." }),
    since: Flags.string({ helpValue: "TIME", summary: "Only from then on: 7d, 12h (ago), 2026-11-20, 2026-11-20T09:00Z." }),
    limit: Flags.integer({ char: "n", min: 1, default: 50, helpValue: "N", summary: "So many at most." }),
    fetch: Flags.boolean({ summary: "Ask the remote first; without it nothing leaves this machine." }),
  };

  protected async execute(): Promise<Outcome<RunsListResult>> {
    const { flags } = await this.parse(RunsList);
    const { job, prompt, status, limit, fetch } = flags;
    const context = this.context(flags);
    const since = await sinceFlag(context, flags.since);
    const result = await listRuns(await runListDeps(context), { job, prompt, status: runStatusFlag(status), since, limit, fetch });
    const filtered = [job, prompt, status, since].some((filter) => filter !== undefined);
    return { result, text: (screen) => runsListText(result, filtered, screen) };
  }
}
