/**
 * A model on loopback, in a process of its own: OpenAI's Chat Completions and Responses, every answer after the same latency.
 * Started with an IPC channel, it tells its port and ends with its parent.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const latencyMs = Number(process.argv[2] ?? 50);
const text = JSON.stringify({ label: "billing", reason: "The customer asks about an invoice." });
const usage = { total_tokens: 70 };

const chat = JSON.stringify({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 0,
  model: "bench-2026",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: text, refusal: null, annotations: [] } }],
  usage: { ...usage, prompt_tokens: 50, completion_tokens: 20 },
});

const responses = JSON.stringify({
  id: "resp_1",
  object: "response",
  created_at: 0,
  status: "completed",
  error: null,
  incomplete_details: null,
  model: "bench-2026",
  output: [{ type: "message", id: "msg_1", status: "completed", role: "assistant", content: [{ type: "output_text", text, annotations: [] }] }],
  usage: { ...usage, input_tokens: 50, output_tokens: 20, input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } },
});

const server = createServer({ keepAlive: true, keepAliveTimeout: 60_000 }, (request: IncomingMessage, reply: ServerResponse) => {
  const body = request.url?.endsWith("/responses") === true ? responses : chat;
  request.resume().on("end", () => {
    setTimeout(() => reply.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body), latencyMs);
  });
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
