import { lstat, readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { GivenEvaluation, GivenEvaluations } from "../../ports/given-evaluations.ts";
import { exists, filesIn, loggedResults, readHeader } from "./evaluation-files.ts";
import { isEvaluationFile, readEvaluationFile } from "./read-evaluation-file.ts";
import { isMissing } from "./path-inside.ts";

/** @param cwd Absolute path that relative ones count from. */
export function givenEvaluations(cwd: string): GivenEvaluations {
  return {
    async find(path) {
      const full = resolve(cwd, path);
      if (!(await isFolder(full, path))) return [await readEvaluationFile(full, path)];
      const found = await findBelow(full, path);
      if (found.length > 0) return found;
      throw new PromptopsError("not-an-evaluation", `There is no evaluation in the folder ${path}.`, { where: path });
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
    else if (kind.isFile() && entry.endsWith(".jsonl") && (await isEvaluationFile(full))) found.push(await readEvaluationFile(full, path));
  }
  return found;
}

/** A folder as the store keeps it. */
async function storedIn(folder: string, name: string): Promise<GivenEvaluation | undefined> {
  const files = filesIn(folder);
  if (!(await exists(files.header))) return undefined;
  const header = await readHeader(files);
  return header && { name, header, results: () => loggedResults(files, header.tasks) };
}
