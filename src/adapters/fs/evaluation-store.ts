import { constants } from "node:fs";
import { access, copyFile, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { isEvaluationId } from "../../core/eval/evaluation-id.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import type { EvaluationEntry, EvaluationHeader, EvaluationStore, OpenEvaluation } from "../../ports/evaluation-store.ts";
import { evidenceJson } from "./evidence-json.ts";
import { isMissing } from "./path-inside.ts";
import { ResultLog } from "./result-log.ts";
import { holdWriter } from "./writer-lock.ts";
import { writeAtomically } from "./write-atomically.ts";

/**
 * Evaluations as files below `folder`:
 *
 *     evaluations/<id>/header.json      what it set out to do
 *     evaluations/<id>/results.ndjson   results as they came; gone when finished
 *     evaluations/<id>/results.jsonl    results in test order, when finished
 *     evaluations/<id>/evidence.json    one per prompt; its presence means finished
 *     evidence/<key>.json               what other evaluations may rely on
 */
export function fileEvaluationStore(folder: string): EvaluationStore {
  const evaluations = join(folder, "evaluations");
  const evidenceFile = (key: string) => join(folder, "evidence", `${key}.json`);

  return {
    async start(header) {
      const own = await claimFolder(evaluations, header);
      const files = filesOf(evaluations, own.id);
      await writeAtomically(files.header, [JSON.stringify(own, null, 2), "\n"]);
      return open(own, files);
    },

    async resume(id) {
      const files = filesOf(evaluations, id);
      const header = await readHeader(files);
      if (header === undefined) return undefined;
      return open(header, files);
    },

    async list(limit) {
      const ids = (await readdir(evaluations).catch(nothing))?.filter(isEvaluationId).sort().reverse() ?? [];
      const entries: EvaluationEntry[] = [];
      for (const id of ids) {
        if (entries.length === limit) break;
        const files = filesOf(evaluations, id);
        const header = await readHeader(files);
        if (header !== undefined) entries.push({ ...header, finished: await exists(files.evidence) });
      }
      return entries;
    },

    async read(id) {
      const files = filesOf(evaluations, id);
      const header = await readHeader(files);
      return header && { header, evidence: await readJson<Evidence[]>(files.evidence) };
    },

    async *results(id) {
      const files = filesOf(evaluations, id);
      const { tasks } = JSON.parse(await readFile(files.header, "utf8")) as EvaluationHeader;
      const log = ResultLog.open((await exists(files.log)) ? files.log : files.finished, tasks, "read");
      try {
        yield* log.results();
      } finally {
        log.close();
      }
    },

    location: (id) => filesOf(evaluations, id).finished,

    findEvidence: (key) => readJson(evidenceFile(key)),

    async saveEvidence(key, evidence) {
      await mkdir(join(folder, "evidence"), { recursive: true });
      await writeAtomically(evidenceFile(key), evidenceJson(evidence));
    },
  };
}

interface EvaluationFiles {
  readonly folder: string;
  readonly header: string;
  readonly log: string;
  readonly finished: string;
  readonly evidence: string;
}

function filesOf(evaluations: string, id: string): EvaluationFiles {
  if (!isEvaluationId(id)) throw new PromptopsError("unknown-evaluation", `"${id}" is no evaluation's id.`);
  const folder = join(evaluations, id);
  return { folder, header: join(folder, "header.json"), log: join(folder, "results.ndjson"), finished: join(folder, "results.jsonl"), evidence: join(folder, "evidence.json") };
}

/** The header under the first id that is free. */
async function claimFolder(evaluations: string, header: EvaluationHeader): Promise<EvaluationHeader> {
  await mkdir(evaluations, { recursive: true });
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? header.id : `${header.id}-${number}`;
    try {
      await mkdir(join(evaluations, id));
      return { ...header, id };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

async function open(header: EvaluationHeader, files: EvaluationFiles): Promise<OpenEvaluation> {
  const release = await holdWriter(files.folder, header.id);
  try {
    await reopen(files);
    const log = ResultLog.open(files.log, header.tasks, "append");
    return {
      header,
      done: log.done,
      append: async (result) => log.append(result),
      async *results() {
        yield* log.results();
      },
      async finish(evidence) {
        log.sync();
        await writeAtomically(files.finished, withLineEnds(log.lines()));
        await writeAtomically(files.evidence, listJson(evidence));
        await rm(files.log);
      },
      async close() {
        log.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** A finished evaluation becomes an unfinished one again; killed in between, it is one or the other. */
async function reopen({ log, finished, evidence }: EvaluationFiles): Promise<void> {
  if (!(await exists(log)) && (await exists(finished))) {
    const copy = `${log}.tmp`;
    await copyFile(finished, copy);
    await rename(copy, log);
  }
  await rm(evidence, { force: true });
  await rm(finished, { force: true });
}

function* withLineEnds(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}

function* listJson(evidence: readonly Evidence[]): Generator<string> {
  yield "[";
  for (const [at, each] of evidence.entries()) {
    yield at === 0 ? "\n" : ",\n";
    yield* evidenceJson(each);
  }
  yield "]\n";
}

function readHeader({ header }: EvaluationFiles): Promise<EvaluationHeader | undefined> {
  return readJson(header);
}

async function readJson<T>(file: string): Promise<T | undefined> {
  const text = await readFile(file, "utf8").catch(nothing);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new PromptopsError("corrupt-evaluation", "A file of an evaluation is damaged.", { where: file, cause });
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => true,
    (error: unknown) => nothing(error) ?? false,
  );
}

/** For files that may not be there. */
function nothing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
  return undefined;
}
