import pLimit from "p-limit";
import type { Problem } from "../../core/errors/problem.ts";
import { withUsualHint } from "../../core/errors/usual-hints.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { ScriptCheck } from "../../ports/script-check.ts";

/** Each is read by a process of its own. */
const atOnce = 2;

/** What keeps scorers from being read as JavaScript, without running any. That one is missing is said where it is named. */
export async function checkScripts(source: DocumentSource, scripts: ScriptCheck, files: readonly string[]): Promise<Problem[]> {
  const limit = pLimit(atOnce);
  const found = files.map((file) =>
    limit(async (): Promise<Problem[]> => {
      const bytes = await source.read(file);
      const fault = bytes === undefined ? undefined : await scripts.syntaxFault(bytes);
      if (fault === undefined) return [];
      const { line, message } = fault;
      return [withUsualHint({ rule: "script-syntax", file, ...(line === undefined ? {} : { line }), message: `This is no JavaScript: ${message}.` })];
    }),
  );
  return (await Promise.all(found)).flat();
}
