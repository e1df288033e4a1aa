import { caseKey } from "../../core/gates/case-key.ts";
import type { CaseContents } from "../../core/gates/case-clusters.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { caseContents } from "../case-contents.ts";
import { loadPrompt } from "../load-prompt.ts";
import type { SideCases } from "./compared-sides.ts";

/**
 * What the cases of the sides ask, as far as their suites are still there: in the state whose suites were answered, or the work tree. Of others
 * only those that are the same in all they have are known to ask the same.
 * @param sources Where suites may be. One that cannot be read says nothing.
 */
export async function sideContents(sides: readonly SideCases[], sources: readonly DocumentSource[]): Promise<CaseContents> {
  const wanted = Map.groupBy(
    sides.flatMap(({ cases }) => cases),
    ({ digest }) => digest,
  );
  const answered = new Set(sides.flatMap(({ cases }) => cases.map(({ suite }) => suite)));
  const found = new Map<string, string>();
  for (const prompt of new Set(sides.map(({ recorded }) => recorded.about.prompt)))
    for (const source of new Set(sources)) {
      try {
        const loaded = await loadPrompt(source, prompt);
        const suites = loaded.suites.filter((suite) => answered.has(suite));
        for await (const { digest, content } of caseContents(source, loaded, suites))
          for (const each of wanted.get(digest) ?? []) found.set(caseKey(each), content);
      } catch (error) {
        if (!(error instanceof PromptopsError)) throw error;
      }
    }
  return found;
}
