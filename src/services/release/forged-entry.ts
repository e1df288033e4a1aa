import { PromptopsError } from "../../core/errors/promptops-error.ts";

export interface ForgedEntry {
  readonly commit: string;
  readonly parent: string | undefined;
  readonly sequence: number;
  /** One sentence. */
  readonly why: string;
}

/** Of a commit that is no entry on top of the one before it, or did something its event does not say. */
export function forgedEntry({ commit, parent, sequence, why }: ForgedEntry): PromptopsError {
  const back = parent === undefined ? "" : `Whoever may push goes back to the entry before it, ${parent.slice(0, 12)}: `;
  return new PromptopsError("release-log-forged", `Entry ${sequence} of the release log was forged. ${why}`, {
    where: `promptops/releases ${commit.slice(0, 7)}`,
    hint: `${back}see "A forged entry" in docs/runbook.md. \`promptops verify\` checks all entries.`,
  });
}
