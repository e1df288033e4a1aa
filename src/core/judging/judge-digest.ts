import { digestOf } from "../identity/digest.ts";
import { withLf } from "../identity/line-ends.ts";
import type { Judge } from "../model/judge.ts";

/**
 * A judge's identity: SHA-256 over its version, messages, choices and parameters, and over the model configuration that answers.
 * Its description is for people and stays out.
 * @param modelDigest As `modelDigest` gives it.
 */
export function judgeDigest({ version, messages, choices, params }: Judge, modelDigest: string): string {
  return digestOf({
    of: "judge/1",
    version,
    messages: messages.map(({ role, content }) => ({ role, content: withLf(content) })),
    choices,
    params,
    model: modelDigest,
  });
}
