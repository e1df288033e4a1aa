import { constants } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Check } from "typebox/value";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { EvaluationHeader } from "../../core/eval/evaluation-header.ts";
import { isEvaluationId } from "../../core/eval/evaluation-id.ts";
import { ResultLog } from "./result-log.ts";
import { nothing } from "./nothing.ts";
import { resultsInOrder } from "./results-in-order.ts";

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
  return filesIn(join(evaluations, id));
}

/** @param folder Of one evaluation, wherever it lies. */
export function filesIn(folder: string): EvaluationFiles {
  return {
    folder,
    header: join(folder, "header.json"),
    log: join(folder, "results.ndjson"),
    finished: join(folder, "results.jsonl"),
    evidence: join(folder, "evidence.json"),
  };
}

/** What an evaluation set out to do; undefined when there is none. @throws PromptopsError `corrupt-evaluation`. */
export async function readHeader({ header }: EvaluationFiles): Promise<EvaluationHeader | undefined> {
  const found = await readJson<unknown>(header);
  if (found === undefined || Check(EvaluationHeader, found)) return found;
  throw corrupt(header);
}

/** Results in test order, of a finished evaluation or of one that is not. @throws PromptopsError `corrupt-evaluation`. */
export async function* loggedResults({ log, finished }: EvaluationFiles, tasks: number): AsyncGenerator<CaseResult> {
  if (await exists(log)) yield* resultsOfLog(log, tasks);
  // Neither when it was killed before the first result.
  else if (await exists(finished)) yield* resultsInOrder(finished, tasks);
}

function* resultsOfLog(file: string, tasks: number): Generator<CaseResult> {
  const log = ResultLog.open(file, tasks, "read");
  try {
    yield* log.results();
  } finally {
    log.close();
  }
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
