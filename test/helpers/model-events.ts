type Body = Record<string, unknown>;

/** An answer as the server-sent events of the API that was called: their lines, event by event. */
export function eventsOf(path: string, answer: Body): string[] {
  if (path.endsWith("/responses")) return responsesEvents(answer).map(named);
  if (path.endsWith("/messages")) return messagesEvents(answer).map(named);
  return [...chatChunks(answer).map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`), "data: [DONE]\n\n"];
}

function named(event: Body): string {
  return `event: ${String(event["type"])}\ndata: ${JSON.stringify(event)}\n\n`;
}

function responsesEvents(response: Body): Body[] {
  const items = response["output"] as Body[];
  const pieces = items.flatMap((item, at): Body[] => {
    const texts = ((item["content"] ?? []) as Body[]).flatMap((part) => {
      const [kind, text] = part["type"] === "refusal" ? ["response.refusal.delta", part["refusal"]] : ["response.output_text.delta", part["text"]];
      return halves(String(text)).map((delta) => ({ type: kind, output_index: at, delta }));
    });
    const written = item["type"] === "function_call" ? halves(String(item["arguments"])) : [];
    const args = written.map((delta) => ({ type: "response.function_call_arguments.delta", output_index: at, delta }));
    return [{ type: "response.output_item.added", output_index: at }, ...texts, ...args, { type: "response.output_item.done", output_index: at, item }];
  });
  const last = response["status"] === "completed" ? "response.completed" : "response.incomplete";
  return [{ type: "response.created", response: { ...response, output: [], usage: null } }, ...pieces, { type: last, response }];
}

function chatChunks(answer: Body): Body[] {
  const [choice] = answer["choices"] as Body[];
  const message = choice!["message"] as Body;
  const base = { object: "chat.completion.chunk", model: answer["model"], service_tier: answer["service_tier"] };
  const chunk = (delta: Body, finish: unknown = null) => ({ ...base, choices: [{ index: 0, delta, finish_reason: finish }], usage: null });
  const calls = ((message["tool_calls"] ?? []) as Body[]).flatMap((call, index) => {
    const { name, arguments: written } = call["function"] as Record<"name" | "arguments", string>;
    const [first, ...rest] = halves(written);
    return [
      chunk({ tool_calls: [{ index, id: call["id"], type: "function", function: { name, arguments: first } }] }),
      ...rest.map((piece) => chunk({ tool_calls: [{ index, function: { arguments: piece } }] })),
    ];
  });
  return [
    chunk({ role: "assistant", content: "" }),
    ...halves(String(message["content"] ?? "")).map((content) => chunk({ content })),
    ...halves(String(message["refusal"] ?? "")).map((refusal) => chunk({ refusal })),
    ...calls,
    chunk({ annotations: message["annotations"] }),
    chunk({}, choice!["finish_reason"]),
    { ...base, choices: [], usage: answer["usage"] },
  ];
}

function messagesEvents(message: Body): Body[] {
  const usage = message["usage"] as Body | null;
  const blocks = (message["content"] as Body[]).flatMap((block, index): Body[] => {
    const delta = (piece: Body) => ({ type: "content_block_delta", index, delta: piece });
    const start = { ...block, ...(block["type"] === "text" && { text: "", citations: null }), ...("input" in block && { input: {} }) };
    const texts = block["type"] === "text" ? halves(String(block["text"])).map((text) => delta({ type: "text_delta", text })) : [];
    const cited = ((block["citations"] ?? []) as Body[]).map((citation) => delta({ type: "citations_delta", citation }));
    const input = "input" in block ? halves(JSON.stringify(block["input"])).map((json) => delta({ type: "input_json_delta", partial_json: json })) : [];
    return [{ type: "content_block_start", index, content_block: start }, ...texts, ...cited, ...input, { type: "content_block_stop", index }];
  });
  // The first event counts the input, the last one the output; what it has no word on is null.
  const first = usage && { ...usage, output_tokens: 1, output_tokens_details: null, server_tool_use: null };
  const last = usage && { ...usage, cache_creation_input_tokens: null, cache_read_input_tokens: null, input_tokens: null, cache_creation: null };
  return [
    { type: "message_start", message: { ...message, content: [], stop_reason: null, usage: first } },
    { type: "ping" },
    ...blocks,
    { type: "message_delta", delta: { stop_reason: message["stop_reason"], stop_details: message["stop_details"] }, usage: last },
    { type: "message_stop" },
  ];
}

/** A text in two pieces; none for the empty one. */
function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((piece) => piece !== "");
}
