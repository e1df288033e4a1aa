import type { Problem } from "../../core/errors/problem.ts";
import { pathOf } from "../../core/model/document-path.ts";
import { manifestFile, partialFile, promptFile } from "../../core/model/document-paths.ts";
import type { Finding } from "../../core/validators/finding.ts";
import type { CheckedPrompt } from "./check-prompt.ts";

/** What a validator holds against a prompt, at the place of the file that is to be mended: the manifest's when one of its constraints is broken. */
export function findingProblem(id: string, finding: Finding, { prompt, manifest }: CheckedPrompt["positions"]): Problem {
  const { code: rule, message, hint, path = "", line, manifest_path: constraint } = finding;
  const said = { rule, message, hint };
  if (constraint !== undefined) return { ...said, file: manifestFile(id), ...manifest.locate(pathOf(constraint)), path: constraint };
  const steps = pathOf(path);
  if (steps[0] === "partials") return { ...said, file: partialFile(String(steps[1])), line: line ?? 1, column: 1 };
  return { ...said, file: promptFile(id), ...(line === undefined ? prompt.locateKey(steps) : prompt.locateInText(steps, line, 1)), path };
}
