import { PromptopsError } from "../errors/promptops-error.ts";

export interface Judgement {
  readonly choice: string;
  readonly reason: string;
}

/**
 * A judge's word. One fenced block around the JSON is accepted, since models without structured output like to write one.
 * @throws PromptopsError `malformed-judgement` for anything else: a judge that cannot be read is an error, never a fail.
 */
export function judgement(text: string, choices: readonly string[]): Judgement {
  const value = parsed(/^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text)?.[1] ?? text);
  if (typeof value !== "object" || value === null) throw malformed(`it is no JSON object: ${JSON.stringify(text.slice(0, 80))}`);
  const { choice, reason } = value as { readonly choice?: unknown; readonly reason?: unknown };
  if (typeof choice !== "string" || !choices.includes(choice))
    throw malformed(`its choice ${JSON.stringify(choice) ?? "is missing and"} is none of ${choices.join(", ")}`);
  if (typeof reason !== "string") throw malformed("it gives no reason");
  return { choice, reason };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function malformed(why: string): PromptopsError {
  return new PromptopsError("malformed-judgement", `The judge's answer cannot be used: ${why}.`);
}
