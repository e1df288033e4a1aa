import { partialFile } from "../../core/model/document-paths.ts";
import { checkLiquid } from "../../core/template/check-liquid.ts";
import type { Looked } from "./look-at-prompt.ts";
import type { Partials } from "./read-partials.ts";

/** Partials that no prompt includes are checked too: the next prompt may include them. What they will be given is not known. */
export function lookAtPartials({ texts, problems }: Partials, reached: ReadonlySet<string>): Looked {
  const lonely = Object.keys(texts).filter((name) => !reached.has(name));
  const broken = lonely.flatMap((name) =>
    checkLiquid([{ path: [], text: texts[name] ?? "" }], texts, {})
      .filter(({ rule }) => rule !== "undeclared-variable")
      .map(({ partial = name, path: _, ...problem }) => ({ ...problem, file: partialFile(partial) })),
  );
  return { files: [...Object.keys(texts).map(partialFile), ...problems.map(({ file }) => file)], problems: [...problems, ...broken] };
}
