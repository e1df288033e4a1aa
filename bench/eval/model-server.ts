/**
 * A model on loopback, in a process of its own: OpenAI's Chat Completions and Responses, every answer after the same latency.
 * Started with an IPC channel, it tells its port and ends with its parent.
 */
import { createServer, type AddressInfo, type Socket } from "node:net";

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

const answers = { chat: replyWith(chat), responses: replyWith(responses) };
const headEnd = Buffer.from("\r\n\r\n");
const noBytes = Buffer.alloc(0);

function replyWith(body: string): Buffer {
  return Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: keep-alive\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** Answers that wait, the oldest first: all wait equally long, so one timer is enough. */
const waiting: { readonly due: number; readonly socket: Socket; readonly reply: Buffer }[] = [];
let sent = 0;
let timer: NodeJS.Timeout | undefined;

function answerLater(socket: Socket, reply: Buffer): void {
  waiting.push({ due: performance.now() + latencyMs, socket, reply });
  timer ??= setTimeout(answerDue, latencyMs);
}

/** Never before its time. */
function answerDue(): void {
  timer = undefined;
  const now = performance.now();
  for (let next = waiting[sent]; next !== undefined && next.due <= now; next = waiting[sent]) {
    next.socket.write(next.reply);
    sent += 1;
  }
  if (sent > 1_000) {
    waiting.splice(0, sent);
    sent = 0;
  }
  const left = waiting[sent];
  if (left !== undefined) timer = setTimeout(answerDue, Math.ceil(left.due - now));
}

/** As little of HTTP as there can be: it shares the machine's cores with whoever is measured, and what it takes is taken from them. */
const server = createServer({ noDelay: true }, (socket) => {
  let rest: Buffer = noBytes;
  socket.on("error", () => socket.destroy());
  socket.on("data", (bytes: Buffer) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    for (let head = rest.indexOf(headEnd); head !== -1; head = rest.indexOf(headEnd)) {
      const text = rest.toString("latin1", 0, head);
      const end = head + headEnd.length + Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
      if (rest.length < end) return;
      rest = rest.subarray(end);
      answerLater(socket, /^\S+ \S*\/responses /.test(text) ? answers.responses : answers.chat);
    }
  });
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
