import { constants } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { isEvaluationId } from "../../core/eval/evaluation-id.ts";
import { isMissing } from "./path-inside.ts";

/** Where the parts of one evaluation are. */
export interface EvaluationFiles {
  readonly folder: string;
  readonly header: string;
  readonly log: string;
  readonly finished: string;
  readonly evidence: string;
}

/** @throws PromptopsError `unknown-evaluation` for what is no id, and so could lead anywhere. */
export function filesOf(evaluations: string, id: string): EvaluationFiles {
  if (!isEvaluationId(id)) throw new PromptopsError("unknown-evaluation", `"${id}" is no evaluation's id.`);
  const folder = join(evaluations, id);
  return {
    folder,
    header: join(folder, "header.json"),
    log: join(folder, "results.ndjson"),
    finished: join(folder, "results.jsonl"),
    evidence: join(folder, "evidence.json"),
  };
}

/** A file's JSON, undefined when there is no such file. @throws PromptopsError `corrupt-evaluation`. */
export async function readJson<T>(file: string): Promise<T | undefined> {
  const text = await readFile(file, "utf8").catch(nothing);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw corrupt(file, cause);
  }
}

export function corrupt(file: string, cause?: unknown): PromptopsError {
  return new PromptopsError("corrupt-evaluation", "A file of an evaluation is damaged.", { where: file, cause });
}

export async function exists(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => true,
    (error: unknown) => nothing(error) ?? false,
  );
}

/** Swallows the error of a file that is not there. */
export function nothing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
  return undefined;
}
