import type { CaseResult } from "../../core/eval/case-result.ts";
import { shellWord } from "../../core/shell-word.ts";
import { isKeptHere, provedBy, type ProvedBy } from "./reused-text.ts";

/**
 * The evaluations that cases were taken over from which did not pass, for reports that name many: each is told once, and a case names it alone
 * (`shortWhyOf`).
 */
export class ReusedSources {
  readonly #sources = new Map<string, { readonly reused: ProvedBy; isKept: boolean }>();

  add(result: Pick<CaseResult, "status" | "reused" | "output" | "checks">): void {
    const { status, reused } = result;
    if (status === "pass" || reused === undefined) return;
    const isKept = isKeptHere(result) && (this.#sources.get(reused.evaluation)?.isKept ?? true);
    this.#sources.set(reused.evaluation, { reused, isKept });
  }

  /** A sentence for each: when it ended, where its answers are to be seen when they are not kept here, and how cases are asked anew. */
  sentences(): string[] {
    return [...this.#sources.values()].map(({ reused, isKept }) => {
      const shown = `\`promptops eval show ${shellWord(reused.evaluation)} --failures\` shows them`;
      const elsewhere = isKept ? "" : `, and not all of its answers are kept here: where that was made, ${shown}`;
      return `${provedBy(reused, "when")}${elsewhere}; the same with \`--no-reuse\` asks anew`;
    });
  }
}
