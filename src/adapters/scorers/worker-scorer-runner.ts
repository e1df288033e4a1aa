import { createHash } from "node:crypto";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { ScorerRunner } from "../../ports/scorer-runner.ts";
import { readScore } from "./read-score.ts";
import { ScorerWorker, type ScorerLimits } from "./scorer-worker.ts";

const usual: ScorerLimits = { timeoutMs: 10_000, memoryMb: 128 };

/** Runs scorer files in worker threads, one per file, kept for the next case. It keeps mistakes out of this process; it is no sandbox. */
export function workerScorerRunner(limits: ScorerLimits = usual): ScorerRunner {
  const workers = new Map<string, ScorerWorker>();
  return {
    async run(file, source, input, config) {
      const key = createHash("sha256").update(file).update("\0").update(source).digest("hex");
      const worker = workers.get(key) ?? new ScorerWorker(source, limits);
      workers.set(key, worker);
      const returned = await worker.ask({ input, config }).catch((cause: unknown) => {
        throw scorerFailed(file, cause instanceof Error ? cause.message : String(cause), cause);
      });
      const scored = readScore(returned);
      if (scored === undefined) throw scorerFailed(file, `it returned ${JSON.stringify(returned) ?? String(returned)}, which is no score`);
      return scored;
    },
    async close() {
      await Promise.all([...workers.values()].map((worker) => worker.close()));
      workers.clear();
    },
  };
}

function scorerFailed(file: string, why: string, cause?: unknown): PromptopsError {
  return new PromptopsError("scorer-failed", `The scorer ${file} failed: ${why}.`, { where: file, cause });
}
