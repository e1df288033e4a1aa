import type { CaseResult } from "../../core/eval/case-result.ts";
import { preview } from "../../core/eval/preview.ts";
import { maskSensitive } from "../../core/template/mask-sensitive.ts";
import type { Task } from "./tasks.ts";

export type ResultIdentity = Pick<
  CaseResult,
  "index" | "prompt" | "suite" | "case" | "epoch" | "case_digest" | "origin" | "tags" | "group" | "must_pass" | "inputs" | "expected"
>;

/** Which case a result is of, and what that gives, for people. */
export function resultIdentity({ index, target, evalCase, epoch }: Task, redact: (text: string) => string): ResultIdentity {
  const { suite, id, digest, origin, tags, group, mustPass, inputs, expected } = evalCase;
  const shown = Object.entries(maskSensitive(target.resolved, inputs)).map(([name, value]) => [name, redact(preview(value))] as const);
  return {
    index,
    prompt: target.label,
    suite,
    case: id,
    epoch,
    case_digest: digest,
    origin,
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
    ...(group === undefined ? {} : { group }),
    ...(mustPass ? { must_pass: true } : {}),
    ...(shown.length === 0 ? {} : { inputs: Object.fromEntries(shown) }),
    ...(expected === undefined ? {} : { expected: redact(preview(expected)) }),
  };
}
