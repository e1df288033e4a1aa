import { closeSync, openSync } from "node:fs";
import { Check } from "typebox/value";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { CaseResult } from "../../core/eval/case-result.ts";
import { EvaluationFileHead } from "../../core/eval/evaluation-file.ts";
import type { GivenEvaluation } from "../../ports/given-evaluations.ts";
import { linesOf } from "./lines-of.ts";

/** Does its first line say that it is one? */
export function isEvaluationFile(file: string): boolean {
  return versionOf(firstLine(file)) !== undefined;
}

/** @param name For messages. @throws PromptopsError `not-an-evaluation`, `corrupt-evaluation`. */
export function readEvaluationFile(file: string, name: string): GivenEvaluation {
  const first = firstLine(file);
  const version = versionOf(first);
  if (version === undefined) throw new PromptopsError("not-an-evaluation", `${name} holds no evaluation: its first line does not begin one.`, { where: name });
  if (version !== 1)
    throw new PromptopsError("not-an-evaluation", `${name} was written by a newer promptops.`, { where: name, hint: "Update promptops here to read it." });
  if (!Check(EvaluationFileHead, first)) throw damaged(name, 1);
  const { promptops_evaluation: _, ...header } = first;
  return { name, header, results: () => resultsIn(file, name) };
}

function firstLine(file: string): unknown {
  const fd = openSync(file, "r");
  try {
    for (const { bytes } of linesOf(fd)) return parsed(bytes);
    return undefined;
  } finally {
    closeSync(fd);
  }
}

function versionOf(head: unknown): unknown {
  return typeof head === "object" && head !== null && "promptops_evaluation" in head ? head.promptops_evaluation : undefined;
}

async function* resultsIn(file: string, name: string): AsyncGenerator<CaseResult> {
  const fd = openSync(file, "r");
  try {
    let number = 0;
    for (const { bytes, whole } of linesOf(fd)) {
      number += 1;
      if (number === 1) continue;
      const result = parsed(bytes);
      if (!whole || !Check(CaseResult, result)) throw damaged(name, number);
      yield result;
    }
  } finally {
    closeSync(fd);
  }
}

/** Undefined for what is no JSON. */
function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function damaged(name: string, line: number): PromptopsError {
  return new PromptopsError("corrupt-evaluation", `Line ${line} of ${name} is damaged.`, {
    where: `${name}:${line}`,
    hint: "Copy it again from where it was made.",
  });
}
