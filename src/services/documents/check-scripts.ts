import pLimit from "p-limit";
import type { Problem } from "../../core/errors/problem.ts";
import { withUsualHint } from "../../core/errors/usual-hints.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { ScriptCheck } from "../../ports/script-check.ts";

/** Each is read by a process of its own. */
const atOnce = 2;

/** What keeps scorers from being read as JavaScript and from running by themselves, without running any. That one is missing is said where it is named. */
export async function checkScripts(source: DocumentSource, scripts: ScriptCheck, files: readonly string[]): Promise<Problem[]> {
  const limit = pLimit(atOnce);
  return (await Promise.all(files.map((file) => limit(() => problemsOf(source, scripts, file))))).flat();
}

async function problemsOf(source: DocumentSource, scripts: ScriptCheck, file: string): Promise<Problem[]> {
  const bytes = await source.read(file);
  if (bytes === undefined) return [];
  const fault = await scripts.syntaxFault(bytes);
  if (fault !== undefined) {
    const { line, message } = fault;
    return [withUsualHint({ rule: "script-syntax", file, ...(line === undefined ? {} : { line }), message: `This is no JavaScript: ${message}.` })];
  }
  const foreign = await scripts.foreignImport(bytes);
  if (foreign === undefined) return [];
  const { line, name } = foreign;
  return [{ rule: "script-syntax", file, line, message: `A scorer cannot import \`${name}\`: it is one file, and runs without others.`, hint: onlyNode }];
}

const onlyNode = "Write into it what it needs; only Node's own modules can be imported, as `node:crypto`.";
