import { ProviderError } from "../../core/errors/provider-error.ts";
import { estimateTokens } from "../../core/cost/estimate-tokens.ts";
import { requestDigest } from "../../core/identity/request-digest.ts";
import { hashedEmbedding } from "../../core/model-call/hashed-embedding.ts";
import { matchScript, userText } from "../../core/model-call/match-script.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import type { Usage } from "../../core/model-call/response.ts";
import { scriptAnswer, type ScriptAnswer } from "../../core/model-call/script-answer.ts";
import type { ScriptRule } from "../../core/model/script.ts";
import type { SettingsOf } from "../../core/providers/registry.ts";
import type { Answer, Endpoint, ProviderPorts } from "./endpoint.ts";
import { readScript } from "./read-script.ts";

type ScriptedFailure = NonNullable<ScriptRule["error"]>;

const noUsage: Usage = { input: 0, output: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 };
/** So much of a question is shown when no rule answers it. */
const shownCharacters = 80;

/** Answers from rules in a file: no key, no network, the same every time. Its latency is said, not waited for. */
export async function scripted(name: string, { rules: file }: SettingsOf<"scripted">, { source }: ProviderPorts): Promise<Endpoint> {
  const { script, rules } = await readScript(source, file);
  const failures = new Map<string, number>();

  /** Does the rule `at` this place fail this time? Counted per request, for as long as the process lives. */
  function fails(at: number, { times }: ScriptedFailure, request: ModelRequest): boolean {
    if (times === undefined) return true;
    const key = `${at} ${requestDigest(request)}`;
    const count = failures.get(key) ?? 0;
    if (count === times) return false;
    failures.set(key, count + 1);
    return true;
  }

  return {
    identity: { rules: script.rules },
    async ask(request) {
      for (const matched of matchScript(rules, request)) {
        const { error, latency_ms: latencyMs = 0 } = matched.rule;
        if (error === undefined) return answerOf(request, scriptAnswer(matched), matched.rule, latencyMs);
        if (fails(matched.at, error, request)) throw scriptedError(name, error);
      }
      const asked = userText(request);
      const shown = asked.length > shownCharacters ? `${asked.slice(0, shownCharacters)}…` : asked;
      throw new ProviderError("bad-request", name, `No rule of ${file} answers ${JSON.stringify(shown)}.`);
    },
    async embed({ model, texts }) {
      const input = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
      return { vectors: texts.map(hashedEmbedding), usage: { ...noUsage, input }, modelAnswered: model, latencyMs: 0 };
    },
  };
}

function scriptedError(name: string, { kind, retry_after_seconds: seconds }: ScriptedFailure): ProviderError {
  return new ProviderError(kind, name, `${name} failed with "${kind}", as its rules say.`, seconds === undefined ? {} : { retryAfterMs: seconds * 1000 });
}

function answerOf(request: ModelRequest, { text, toolCalls }: ScriptAnswer, { searched }: ScriptRule, latencyMs: number): Answer {
  const { citations = [], results } = searched ?? {};
  const usage = usageOf(request, toolCalls.length > 0 ? JSON.stringify(toolCalls) : text);
  return {
    text,
    toolCalls,
    citations,
    ...(results && { searchResults: results }),
    usage: searched === undefined ? usage : { ...usage, webSearches: 1 },
    finishReason: toolCalls.length > 0 ? "tool-calls" : "stop",
    modelAnswered: request.model,
    latencyMs,
  };
}

/** Estimated, so that costs and budgets can be tried out without a model. */
function usageOf({ messages }: ModelRequest, output: string): Usage {
  const input = messages.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])));
  return { ...noUsage, input: estimateTokens(input.join("\n")), output: estimateTokens(output) };
}
