import { countOf, fieldsOf, listOf, type Fields } from "../over-http/fields.ts";
import type { WireFormat } from "../over-http/wire-format.ts";

/**
 * A long search is handed back half done (`pause_turn`): sent back as it is, the model goes on with it
 * (https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons).
 */
export const pausedTurns: NonNullable<WireFormat["turns"]> = {
  next: (body, answered) =>
    answered["stop_reason"] === "pause_turn"
      ? { ...body, messages: [...listOf(body["messages"]), { role: "assistant", content: answered["content"] }] }
      : undefined,
  join: (answers) => ({
    ...answers.at(-1),
    content: answers.flatMap(({ content }) => listOf(content)),
    usage: answers.map(({ usage }) => fieldsOf(usage)).reduce(added),
  }),
};

/** Each turn is billed by itself. */
function added(sum: Fields, usage: Fields): Fields {
  const keys = new Set([...Object.keys(sum), ...Object.keys(usage)]);
  return Object.fromEntries([...keys].map((key) => [key, addedValue(sum[key], usage[key])]));
}

function addedValue(a: unknown, b: unknown): unknown {
  const [one, other] = [countOf(a), countOf(b)];
  if (one !== undefined || other !== undefined) return (one ?? 0) + (other ?? 0);
  return typeof a === "object" && a !== null ? added(fieldsOf(a), fieldsOf(b)) : (b ?? a);
}
