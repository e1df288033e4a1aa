import { closeSync, openSync } from "node:fs";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { linesOf } from "./lines-of.ts";
import { damagedLine } from "./result-log.ts";
import { parsedLine, resultOf, sharedIn } from "./result-text.ts";

/** The results of a file that has them in test order already: each is read once, and nothing of them is kept. @throws PromptopsError `corrupt-evaluation`. */
export function* resultsInOrder(file: string, tasks: number): Generator<CaseResult> {
  const fd = openSync(file, "r");
  try {
    let number = 0;
    let next = 0;
    let shared: ReturnType<typeof sharedIn>;
    for (const { bytes } of linesOf(fd)) {
      number += 1;
      const line = parsedLine(bytes);
      if (number === 1 && (shared = sharedIn(line)) !== undefined) continue;
      const index = indexIn(line);
      if (index === undefined || index < next || index >= tasks) throw damagedLine(file, number);
      next = index + 1;
      yield resultOf(line, shared);
    }
  } finally {
    closeSync(fd);
  }
}

function indexIn(line: unknown): number | undefined {
  const { index } = (line ?? {}) as Partial<CaseResult>;
  return Number.isInteger(index) ? index : undefined;
}
