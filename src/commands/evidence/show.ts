import { Args, Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../../cli/base-command.ts";
import { evidenceDeps } from "../../cli/evidence-deps.ts";
import type { EvidenceShowResult } from "../../core/results/evidence.ts";
import { evidenceShowText } from "../../reporters/evidence/evidence-text.ts";
import { showEvidence } from "../../services/evidence/list-evidence.ts";

export default class EvidenceShow extends BaseCommand<EvidenceShowResult> {
  static override summary = "Show what one evaluation proved: digests, models, totals, and the cases that did not pass.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> billing/summarize",
    "<%= config.bin %> <%= command.id %> 1f0c2a9be4d7",
    "<%= config.bin %> <%= command.id %> 20261128T031205-7824a75f",
  ];
  static override args = {
    evidence: Args.string({
      required: true,
      description: "A prompt's id (its newest evidence), the beginning of a key of `evidence list`, or an evaluation's id as a gate names it.",
    }),
  };
  static override flags = {
    environment: Flags.string({ char: "e", helpValue: "NAME", summary: "Whose policy says how old evidence may be. Default: release.target of the project." }),
  };

  protected async execute(): Promise<Outcome<EvidenceShowResult>> {
    const { args, flags } = await this.parse(EvidenceShow);
    const result = await showEvidence(await evidenceDeps(this.context(flags)), { key: args.evidence, environment: flags.environment });
    return { result, text: (screen) => evidenceShowText(result, screen) };
  }
}
