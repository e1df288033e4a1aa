import { fieldsOf, textOf, type Fields } from "../over-http/fields.ts";
import { cutOff } from "../over-http/failures.ts";
import type { Speaker } from "../over-http/wire-format.ts";

/** Events that hold a piece of what the model says. */
const pieces = new Set(["response.output_text.delta", "response.refusal.delta", "response.function_call_arguments.delta"]);
/** Events that hold the whole response and end it. */
const ends = new Set(["response.completed", "response.incomplete", "response.failed"]);

/** A response from its events: the last one holds it, on some servers without the output that came before. */
export async function assembleResponses(provider: Speaker, events: AsyncIterable<Fields>, began: () => void): Promise<Fields> {
  const items: Fields[] = [];
  for await (const event of events) {
    const type = textOf(event["type"]) ?? "";
    if (pieces.has(type)) began();
    if (type === "response.output_item.done") items.push(fieldsOf(event["item"]));
    if (type === "error") return { status: "failed", error: event };
    if (ends.has(type)) return withItems(fieldsOf(event["response"]), items);
  }
  throw cutOff(provider);
}

function withItems(response: Fields, items: readonly Fields[]): Fields {
  const { output } = response;
  return Array.isArray(output) && output.length > 0 ? response : { ...response, output: items };
}
