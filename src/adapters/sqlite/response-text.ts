import type { ModelResponse, Usage } from "../../core/model-call/response.ts";

const noUsage: Usage = { input: 0, output: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 };

/** An answer as JSON without what is the same for most: it is a third as long then. `responseOf` puts that back. */
export function responseText({ toolCalls, citations, usage, finishReason, attempts, ...rest }: ModelResponse): string {
  const [only, second] = attempts;
  const atOnce = only?.outcome === "answered" && only.status === undefined && only.latencyMs === rest.latencyMs && second === undefined;
  return JSON.stringify({
    ...rest,
    ...(toolCalls.length > 0 && { toolCalls }),
    ...(citations.length > 0 && { citations }),
    ...(usage && { usage: Object.fromEntries(Object.entries(usage).filter(([, count]) => count !== 0)) }),
    ...(finishReason !== "stop" && { finishReason }),
    ...(!atOnce && { attempts }),
  });
}

/** @throws SyntaxError for what is no JSON. */
export function responseOf(text: string): ModelResponse {
  const { usage, ...kept } = JSON.parse(text) as Pick<ModelResponse, "text" | "modelAnswered" | "latencyMs"> & Partial<ModelResponse>;
  return {
    toolCalls: [],
    citations: [],
    finishReason: "stop",
    attempts: [{ outcome: "answered", latencyMs: kept.latencyMs }],
    ...kept,
    usage: usage && { ...noUsage, ...usage },
  };
}
