import { readJson } from "../assertions/read-json.ts";
import { outputContract } from "../eval/output-contract.ts";
import type { Reason } from "../ledger/record-parts.ts";
import type { Json } from "../model/shape.ts";
import { cutOffWithHint } from "../model-call/cut-off.ts";
import type { ModelResponse } from "../model-call/response.ts";
import type { RunFacts } from "./run-facts.ts";

/** Is an answer what its prompt promises? `repair`: a second try may help. */
export type Judgement =
  | { readonly kind: "good"; readonly json: Json | undefined; readonly findings: readonly Reason[] }
  | { readonly kind: "repair" | "failed"; readonly json: Json | undefined; readonly reason: Reason };

/** Holds an answer against the prompt's output contract. */
export function judgeAnswer({ output, tools = [] }: Pick<RunFacts, "output" | "tools">, response: ModelResponse): Judgement {
  const { text, toolCalls, refusal, finishReason } = response;
  const json = output?.format === "json" ? readJson(text) : undefined;
  if (refusal !== undefined) return { kind: "failed", json, reason: { code: "refused", message: "The model refused to answer." } };
  if (finishReason === "content-filter")
    return { kind: "failed", json, reason: { code: "content-filter", message: "The provider's content filter stopped the answer." } };
  if (text.trim() === "" && toolCalls.length === 0)
    return {
      kind: "repair",
      json,
      reason: { code: "empty", message: `The answer is empty${finishReason === "length" ? `: ${cutOffWithHint("`model.params`")}` : ""}.` },
    };
  const check = outputContract(output ?? undefined, tools)(response, json);
  if (check?.pass === false)
    return { kind: "repair", json, reason: { code: "output-contract", message: `The answer is not what the prompt promises: ${check.reason}.` } };
  const cut = finishReason === "length" ? [{ code: "cut-off", message: "The answer reached the longest that was allowed and was cut." }] : [];
  return { kind: "good", json, findings: cut };
}
