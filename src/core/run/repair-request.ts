import type { Reason } from "../ledger/record-parts.ts";
import type { ModelRequest } from "../model-call/request.ts";

/** The same conversation with one more turn: what was wrong with the answer, in our own words. It is asked once. */
export function repairRequest(request: ModelRequest, answer: string, { message }: Reason): ModelRequest {
  const said = answer.trim() === "" ? [] : [{ role: "assistant" as const, parts: [{ kind: "text" as const, text: answer }] }];
  const wish = `${message} Give the whole answer again, as it was asked for, and nothing else.`;
  return { ...request, messages: [...request.messages, ...said, { role: "user", parts: [{ kind: "text", text: wish }] }] };
}
