import { fieldsOf, isFields, listOf, textOf, type Fields } from "../over-http/fields.ts";
import { cutOff } from "../over-http/failures.ts";
import type { Speaker } from "../over-http/wire-format.ts";

interface PartialCall {
  readonly id: string | undefined;
  name: string;
  arguments: string;
}

/** A completion from its chunks. It is whole when a chunk said why it ended; the usage comes after that. */
export async function assembleChat(provider: Speaker, events: AsyncIterable<Fields>, began: () => void): Promise<Fields> {
  let [content, refusal] = ["", ""];
  let finish: string | undefined;
  const annotations: Fields[] = [];
  const calls: PartialCall[] = [];
  const last: Record<"model" | "usage" | "service_tier", unknown> = { model: undefined, usage: undefined, service_tier: undefined };
  for await (const chunk of events) {
    if (isFields(chunk["error"])) return { error: chunk["error"] };
    for (const key of ["model", "usage", "service_tier"] as const) last[key] = chunk[key] ?? last[key];
    const [choice] = listOf(chunk["choices"]);
    if (choice === undefined) continue;
    const delta = fieldsOf(choice["delta"]);
    const pieces = { content: textOf(delta["content"]) ?? "", refusal: textOf(delta["refusal"]) ?? "", calls: listOf(delta["tool_calls"]) };
    if (pieces.content !== "" || pieces.refusal !== "" || pieces.calls.length > 0) began();
    content += pieces.content;
    refusal += pieces.refusal;
    for (const piece of pieces.calls) addPiece(calls, piece);
    annotations.push(...listOf(delta["annotations"]));
    finish = textOf(choice["finish_reason"]) || finish;
  }
  if (finish === undefined) throw cutOff(provider);
  const message = { content, refusal, annotations, tool_calls: calls.map(({ name, arguments: written }) => ({ function: { name, arguments: written } })) };
  return { ...last, choices: [{ message, finish_reason: finish }] };
}

/** Pieces of one call have its index; servers that send calls whole may leave it out. */
function addPiece(calls: PartialCall[], piece: Fields): void {
  const { name, arguments: written } = fieldsOf(piece["function"]);
  const id = textOf(piece["id"]);
  const index = piece["index"];
  const begun = typeof index === "number" ? calls[index] : id === undefined ? calls.at(-1) : calls.find((call) => call.id === id);
  if (begun === undefined) {
    calls.push({ id, name: textOf(name) ?? "", arguments: textOf(written) ?? "" });
    return;
  }
  begun.name ||= textOf(name) ?? "";
  begun.arguments += textOf(written) ?? "";
}
