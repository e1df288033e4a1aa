import { lstat, readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Check } from "typebox/value";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { CaseResult } from "../../core/eval/case-result.ts";
import type { GivenEvaluation, GivenEvaluations } from "../../ports/given-evaluations.ts";
import { exists, filesIn, loggedResults, readHeader } from "./evaluation-files.ts";
import { isEvaluationFile, readEvaluationFile } from "./read-evaluation-file.ts";
import { isMissing } from "./path-inside.ts";

/** @param cwd Absolute path that relative ones count from. */
export function givenEvaluations(cwd: string): GivenEvaluations {
  return {
    async find(path) {
      const full = resolve(cwd, path);
      if (!(await isFolder(full, path))) return [readEvaluationFile(full, path)];
      const found = await findBelow(full, path);
      if (found.length > 0) return found;
      throw new PromptopsError("not-an-evaluation", `No evaluation lies below "${path}".`, { where: path });
    },
  };
}

async function isFolder(full: string, path: string): Promise<boolean> {
  try {
    return (await stat(full)).isDirectory();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new PromptopsError("no-such-file", `There is neither an evaluation nor a file ${path}.`, {
      where: path,
      hint: "`promptops eval list` shows the evaluations of this repository; paths count from the folder where you are.",
    });
  }
}

async function findBelow(folder: string, name: string): Promise<GivenEvaluation[]> {
  const stored = await storedIn(folder, name);
  if (stored !== undefined) return [stored];
  const found: GivenEvaluation[] = [];
  for (const entry of (await readdir(folder)).sort()) {
    const [full, path] = [join(folder, entry), `${name.replace(/\/$/, "")}/${entry}`];
    const kind = await lstat(full);
    if (kind.isDirectory()) found.push(...(await findBelow(full, path)));
    else if (kind.isFile() && entry.endsWith(".jsonl") && isEvaluationFile(full)) found.push(readEvaluationFile(full, path));
  }
  return found;
}

/** A folder as the store keeps it. */
async function storedIn(folder: string, name: string): Promise<GivenEvaluation | undefined> {
  const files = filesIn(folder);
  if (!(await exists(files.header))) return undefined;
  const header = await readHeader(files);
  return header && { name, header, results: () => wellFormed(loggedResults(files, header.tasks), name) };
}

/** Our own store wrote what it reads; what lies elsewhere may be anything. */
async function* wellFormed(results: AsyncIterable<CaseResult>, name: string): AsyncGenerator<CaseResult> {
  for await (const result of results) {
    if (!Check(CaseResult, result)) throw new PromptopsError("corrupt-evaluation", `A result in ${name} is damaged.`, { where: name });
    yield result;
  }
}
