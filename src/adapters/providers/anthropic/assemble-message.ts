import { fieldsOf, isFields, textOf, type Fields } from "../over-http/fields.ts";
import { cutOff } from "../over-http/failures.ts";
import type { Speaker } from "../over-http/wire-format.ts";

interface Block {
  readonly start: Fields;
  text: string;
  readonly citations: unknown[];
  /** A tool's input, as the JSON text it comes in. */
  input: string;
}

/** A message from its events (https://platform.claude.com/docs/en/build-with-claude/streaming). It is whole when `message_stop` came. */
export async function assembleMessage(provider: Speaker, events: AsyncIterable<Fields>, began: () => void): Promise<Fields> {
  let message: Record<string, unknown> = {};
  const blocks: Block[] = [];
  for await (const event of events) {
    switch (event["type"]) {
      case "message_start":
        message = { ...fieldsOf(event["message"]) };
        break;
      case "content_block_start":
        blocks[indexOf(event)] = { start: fieldsOf(event["content_block"]), text: "", citations: [], input: "" };
        break;
      case "content_block_delta":
        addDelta(blocks[indexOf(event)], fieldsOf(event["delta"]), began);
        break;
      case "message_delta":
        message = { ...message, ...fieldsOf(event["delta"]), ...joinedUsage(message["usage"], event["usage"]) };
        break;
      case "message_stop":
        return { ...message, content: blocks.filter((block) => block !== undefined).map(whole) };
      case "error":
        return { type: "error", error: event["error"] };
    }
  }
  throw cutOff(provider);
}

function indexOf({ index }: Fields): number {
  return typeof index === "number" ? index : 0;
}

function addDelta(block: Block | undefined, delta: Fields, began: () => void): void {
  if (block === undefined) return;
  if (delta["type"] === "text_delta") {
    began();
    block.text += textOf(delta["text"]) ?? "";
  }
  if (delta["type"] === "input_json_delta") {
    if (block.start["type"] === "tool_use") began();
    block.input += textOf(delta["partial_json"]) ?? "";
  }
  if (delta["type"] === "citations_delta" && isFields(delta["citation"])) block.citations.push(delta["citation"]);
}

/** The last event counts what the first one did not know yet, and leaves the rest empty. */
function joinedUsage(first: unknown, last: unknown): { usage?: Fields } {
  if (!isFields(last)) return {};
  const known = Object.entries(last).filter(([, value]) => value !== null);
  return { usage: { ...fieldsOf(first), ...Object.fromEntries(known) } };
}

function whole({ start, text, citations, input }: Block): Fields {
  if (start["type"] === "text") return { ...start, text: (textOf(start["text"]) ?? "") + text, ...(citations.length > 0 && { citations }) };
  return input === "" ? start : { ...start, input: parsed(input) };
}

/** Input that is no JSON stays text: an assertion can judge it. */
function parsed(input: string): unknown {
  try {
    return JSON.parse(input) as unknown;
  } catch {
    return input;
  }
}
