import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { evidenceDeps } from "../../cli/evidence-deps.ts";
import type { EvidenceListResult } from "../../core/results/evidence.ts";
import { evidenceListText } from "../../reporters/evidence/evidence-text.ts";
import { listEvidence } from "../../services/evidence/list-evidence.ts";

export default class EvidenceList extends BaseCommand<EvidenceListResult> {
  static override summary = "List what evaluations proved, and whether a gate would rely on it.";
  static override description =
    "Whole suites without an error leave evidence, here and, where there is one, in the ledger. `stale` rests on an answer that is older than the policy's `evidence_days`, `other` is about the prompt as it was.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> billing/summarize --environment production"];
  static override args = { prompt: Args.string({ description: "A prompt's id." }) };
  static override flags = {
    environment: Flags.string({ char: "e", helpValue: "NAME", summary: "Whose policy says how old evidence may be. Default: release.target of the project." }),
    limit: Flags.integer({ char: "n", min: 1, default: 30, helpValue: "N", summary: "So many at most." }),
  };

  protected async execute(): Promise<Outcome<EvidenceListResult>> {
    const { args, flags } = await this.parse(EvidenceList);
    const { environment, limit } = flags;
    const result = await listEvidence(await evidenceDeps(this.context(flags)), { prompt: args.prompt, environment, limit });
    return { result, text: (screen) => evidenceListText(result, screen) };
  }
}
