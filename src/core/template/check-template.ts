import type { Prompt } from "../model/prompt.ts";
import { checkLiquid } from "./check-liquid.ts";
import { checkReference } from "./check-reference.ts";
import { simpleReferences } from "./simple.ts";
import type { TemplateProblem } from "./template-problem.ts";
import { attachmentLeaves, textLeaves } from "./text-leaves.ts";

/**
 * Everything that can be known to be wrong with a prompt's templates before any value is there: syntax, unknown tags and
 * filters, undeclared variables in whatever branch, missing, computed and circular partials, arguments that a partial needs
 * and is not given.
 *
 * @param partials All texts that may be included, by name.
 */
export function checkTemplate(prompt: Prompt, partials: Readonly<Record<string, string>>): TemplateProblem[] {
  const variables = prompt.variables ?? {};
  const leaves = textLeaves(prompt);
  const attachments = attachmentLeaves(prompt).flatMap(({ path, role, source }) =>
    source.variable === undefined
      ? []
      : checkReference({ segments: [source.variable], line: 1, column: 1 }, variables, role).map(({ rule, message, hint }) => ({
          rule,
          message,
          ...(hint && { hint }),
          partial: undefined,
          path: [...path, "variable"],
        })),
  );
  return [...(prompt.engine === "simple" ? checkSimple(leaves, variables) : checkLiquid(leaves, partials, variables)), ...attachments];
}

function checkSimple(leaves: ReturnType<typeof textLeaves>, variables: NonNullable<Prompt["variables"]>): TemplateProblem[] {
  return leaves.flatMap(({ path, role, text }) =>
    simpleReferences(text).flatMap(({ name, line, column }) =>
      checkReference({ segments: [name], line, column }, variables, role).map((problem) => ({ ...problem, partial: undefined, path })),
    ),
  );
}
