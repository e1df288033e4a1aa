import { Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import type { AuditLogResult } from "../../core/results/audit-log.ts";
import { auditLogMarkdown } from "../../reporters/ledger/audit-log-markdown.ts";
import { auditLogText } from "../../reporters/ledger/audit-log-text.ts";
import { auditLog, auditLogActs } from "../../services/audit-log.ts";

const onScreen = 30;

export default class AuditLog extends BaseCommand<AuditLogResult> {
  static override summary = "List who changed what about releases and jobs.";
  static override description =
    "Publishes, approvals, promotions and rollbacks from the release log, joined with the ledger's records of jobs that were added, edited, paused and resumed, of credentials they use (names of environment variables, never values), of deliveries that were resolved, and of prunes. Nothing leaves this machine.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> --since 30d",
    "<%= config.bin %> <%= command.id %> --act job-paused --act job-resumed",
    "<%= config.bin %> <%= command.id %> --since 2026-10-01 --markdown > audit.md",
  ];
  static override flags = {
    since: Flags.string({ helpValue: "TIME", summary: "Only from then on: 7d, 12h (ago), 2026-11-20, 2026-11-20T09:00Z." }),
    act: Flags.string({ multiple: true, default: [], options: [...auditLogActs], helpValue: "ACT", summary: "Only these acts; repeatable." }),
    limit: Flags.integer({
      char: "n",
      min: 1,
      helpValue: "N",
      summary: `So many at most. Default: ${onScreen} on the screen, all with --since, --markdown or --json.`,
    }),
    markdown: Flags.boolean({ summary: "Write it as a Markdown table.", exclusive: ["json"] }),
  };

  protected async execute(): Promise<Outcome<AuditLogResult>> {
    const { flags } = await this.parse(AuditLog);
    const { since, act: acts, markdown } = flags;
    // An export is whole unless somebody says otherwise.
    const limit = flags.limit ?? (markdown || since !== undefined || this.jsonEnabled() ? undefined : onScreen);
    const context = this.context(flags);
    const git = await context.git();
    const index = await context.index();
    const result = await auditLog({ git, index, clock: await context.clock() }, { since, acts, limit });
    return { result, text: markdown ? auditLogMarkdown(result) : (screen) => auditLogText(result, screen) };
  }
}
