import { copyFile, rename, rm } from "node:fs/promises";
import type { Evidence } from "../../core/eval/evidence.ts";
import type { EvaluationHeader, OpenEvaluation } from "../../ports/evaluation-store.ts";
import { exists, type EvaluationFiles } from "./evaluation-files.ts";
import { evidenceJson } from "./evidence-json.ts";
import { ResultLog } from "./result-log.ts";
import { unwrittenResults } from "./unwritten-results.ts";
import { writeAtomically } from "./write-atomically.ts";
import { holdWriter } from "./writer-lock.ts";

/**
 * An evaluation ready to be written to, by this process alone; what cannot be written rejects with `cannot-write`, which says how to go on.
 * @throws PromptopsError `locked`, `corrupt-evaluation`, `cannot-write`.
 */
export async function openEvaluation(header: EvaluationHeader, files: EvaluationFiles): Promise<OpenEvaluation> {
  const release = await holdWriter(files.folder, header.id);
  const refuse = (file: string) => (error: unknown) => {
    throw unwrittenResults(error, file, header.id);
  };
  try {
    await reopen(files).catch(refuse(files.log));
    const log = ResultLog.open(files.log, header.tasks, "append");
    return {
      header,
      done: log.done,
      append: (result) => log.append(result).catch(refuse(files.log)),
      async *results() {
        yield* log.results();
      },
      async finish(evidence) {
        await finishResults(log, files).catch(refuse(files.finished));
        await writeAtomically(files.evidence, listJson(evidence)).catch(refuse(files.evidence));
        await rm(files.log, { force: true });
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

async function finishResults(log: ResultLog, files: EvaluationFiles): Promise<void> {
  log.sync();
  if (log.isInOrder) await rename(files.log, files.finished);
  else await writeAtomically(files.finished, withLineEnds(log.lines()));
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
