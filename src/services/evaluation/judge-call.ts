import type { JudgeRequest } from "../../core/judging/judge-request.ts";
import { modelName } from "../../core/model-call/model-name.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";

/** What a judge asks, as a request to its model. @param model `provider/name` */
export function judgeCall(model: string, { messages, schema, params }: JudgeRequest): ModelRequest {
  return {
    model: modelName(model),
    params,
    messages: messages.map(({ role, text }) => ({ role, parts: [{ kind: "text", text }] })),
    output: { format: "json", schema },
  };
}
