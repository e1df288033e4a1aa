import type { Matched } from "./match-script.ts";
import type { ToolCall } from "./response.ts";

export interface ScriptAnswer {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
}

/** What a rule answers. In `answer`, `$1`, `$2` … become the groups of the rule's pattern; a `$` before any other number stays. */
export function scriptAnswer({ rule: { answer, json, tool_calls: toolCalls }, groups }: Matched): ScriptAnswer {
  if (toolCalls !== undefined) return { text: "", toolCalls };
  if (answer === undefined) return { text: JSON.stringify(json), toolCalls: [] };
  const text = answer.replace(/\$([1-9]\d*)/g, (written, group: string) => groups[Number(group)] ?? written);
  return { text, toolCalls: [] };
}
