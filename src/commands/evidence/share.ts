import { Args } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { evidenceDeps } from "../../cli/evidence-deps.ts";
import type { EvidenceShareResult } from "../../core/results/evidence.ts";
import { evidenceShareText } from "../../reporters/evidence/evidence-text.ts";
import { shareEvidence } from "../../services/evidence/share-evidence.ts";

export default class EvidenceShare extends BaseCommand<EvidenceShareResult> {
  static override summary = "Write this machine's evidence to the ledger, for gates elsewhere.";
  static override description =
    "Begins the ledger where there is none. From then on every evaluation of whole suites writes there what it proved, and gates on other machines read it from there.";
  static override examples = ["<%= config.bin %> <%= command.id %>", "<%= config.bin %> <%= command.id %> billing/summarize"];
  static override args = { prompt: Args.string({ description: "A prompt's id; all of them without one." }) };

  protected async execute(): Promise<Outcome<EvidenceShareResult>> {
    const { args, flags } = await this.parse(EvidenceShare);
    const result = await shareEvidence(await evidenceDeps(this.context(flags)), { prompt: args.prompt });
    return { result, text: () => evidenceShareText(result) };
  }
}
