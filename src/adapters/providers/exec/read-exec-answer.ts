import { nanoDollars } from "../../../core/cost/nano-dollars.ts";
import { ProviderError } from "../../../core/errors/provider-error.ts";
import { usageOfRecord } from "../../../core/eval/usage-record.ts";
import type { ModelRequest } from "../../../core/model-call/request.ts";
import { checkShape } from "../../../core/model/check-shape.ts";
import type { ExecAnswer } from "../../../core/model/exec-answer.ts";
import type { Json } from "../../../core/model/shape.ts";
import type { Answer } from "../endpoint.ts";
import type { Speaker } from "../over-http/wire-format.ts";

/** What a program wrote, as an answer. @throws ProviderError when it is none, or says that there is none. */
export function readExecAnswer({ name, clean }: Speaker, { model }: ModelRequest, stdout: string): Answer {
  const answer = checked(name, clean, stdout);
  const { text = "", tool_calls: toolCalls = [], citations = [], usage, cost_usd: cost, refusal, error } = answer;
  if (error !== undefined) {
    const { kind = "server", message, retry_after_seconds: seconds } = error;
    throw new ProviderError(kind, name, `${name} failed: ${clean(message)}`, seconds === undefined ? {} : { retryAfterMs: Math.min(seconds, 3_600) * 1000 });
  }
  return {
    text,
    toolCalls,
    citations: citations.map(({ url, title }) => (title === undefined ? { url } : { url, title })),
    usage: usage && { ...usageOfRecord(usage), ...(usage.reasoning === undefined && { reasoningUntold: true }) },
    ...(cost === undefined ? {} : { costNanoUsd: nanoDollars(cost) }),
    finishReason: answer.finish_reason ?? (refusal !== undefined ? "content-filter" : toolCalls.length > 0 ? "tool-calls" : "stop"),
    ...(refusal === undefined ? {} : { refusal }),
    modelAnswered: answer.model ?? model,
  };
}

function checked(name: string, clean: Speaker["clean"], stdout: string): ExecAnswer {
  const value = parsed(name, clean, stdout);
  const [broken] = checkShape("answer", value);
  if (broken !== undefined)
    throw new ProviderError(
      "malformed",
      name,
      clean(`${name} wrote something else than an answer: ${[broken.message, broken.hint].filter(Boolean).join(" ")}`),
    );
  const answer = value as ExecAnswer;
  if (["text", "tool_calls", "refusal", "error"].every((key) => !Object.hasOwn(answer, key)))
    throw new ProviderError("malformed", name, `${name} wrote an answer without \`text\`, \`tool_calls\`, \`refusal\` or \`error\`.`);
  return answer;
}

function parsed(name: string, clean: Speaker["clean"], stdout: string): Json {
  try {
    return JSON.parse(stdout) as Json;
  } catch (cause) {
    const wrote = stdout.trim() === "" ? "nothing" : `no JSON: ${clean(stdout.slice(0, 100))}`;
    throw new ProviderError("malformed", name, `${name} wrote ${wrote.replace(/[^.!?…]$/, "$&.")}`, { cause });
  }
}
