import { createHash } from "node:crypto";
import { inspect } from "node:util";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { ScorerRunner } from "../../ports/scorer-runner.ts";
import { noScore, readScore } from "./read-score.ts";
import { ScorerProcess, type ScorerLimits } from "./scorer-process.ts";

const usual: ScorerLimits = { timeoutMs: 10_000, memoryMb: 128 };

/** Runs scorer files in processes of their own, one per file, kept for the next case. */
export function processScorerRunner(limits: ScorerLimits = usual): ScorerRunner {
  const processes = new Map<string, ScorerProcess>();
  return {
    async run(file, source, input, config) {
      const key = createHash("sha256").update(file).update("\0").update(source).digest("hex");
      const running = processes.get(key) ?? new ScorerProcess(source, limits);
      processes.set(key, running);
      const returned = await running.ask({ input, config }).catch((cause: unknown) => {
        throw scorerFailed(file, cause instanceof Error ? cause.message : String(cause), cause);
      });
      const scored = readScore(returned);
      if (scored === undefined) throw scorerFailed(file, `it returned ${inspect(returned, shown)}, ${noScore(returned)}`);
      return scored;
    },
    close() {
      for (const running of processes.values()) running.close();
      processes.clear();
      return Promise.resolve();
    },
  };
}

const shown = { breakLength: Infinity, depth: 1, maxArrayLength: 5, maxStringLength: 80 };

function scorerFailed(file: string, why: string, cause?: unknown): PromptopsError {
  const [, foreign] = /^(?:Failed to resolve module specifier|Cannot find \w+) ["'](.+?)["'].* from "?data:/s.exec(why) ?? [];
  const told = foreign === undefined ? why : `it imports \`${foreign}\`, and a scorer is one file: only Node's own modules can be imported, as \`node:crypto\``;
  return new PromptopsError("scorer-failed", `The scorer ${file} failed: ${told.replace(/\.$/, "")}.`, {
    where: file,
    cause,
  });
}
