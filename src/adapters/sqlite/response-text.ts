import type { ModelResponse, Usage } from "../../core/model-call/response.ts";

const noUsage: Usage = { input: 0, output: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 };

type Own = Pick<ModelResponse, "text" | "modelAnswered" | "latencyMs"> & Partial<ModelResponse>;

/**
 * An answer without what is the same for most, as a text: for a plain one a line `[model, latency, input, output]` and below it what it says,
 * which is a quarter of its JSON; else JSON. `responseOf` puts back what was left out.
 */
export function responseText(response: ModelResponse): string {
  const { toolCalls, citations, usage, finishReason, attempts, ...rest } = response;
  const { text, modelAnswered, latencyMs, ...more } = rest;
  const [only, second] = attempts;
  const atOnce = only?.outcome === "answered" && only.status === undefined && only.latencyMs === latencyMs && second === undefined;
  const counts = usage && Object.entries(usage).filter(([, count]) => count !== 0);
  const special = {
    ...more,
    ...(toolCalls.length > 0 && { toolCalls }),
    ...(citations.length > 0 && { citations }),
    ...(finishReason !== "stop" && { finishReason }),
    ...(!atOnce && { attempts }),
  };
  const isPlain = Object.keys(special).length === 0 && (counts ?? []).every(([name]) => name === "input" || name === "output") && isKeptAsIs(text);
  if (isPlain) return `${JSON.stringify([modelAnswered, latencyMs, ...(usage ? [usage.input, usage.output] : [])])}\n${text}`;
  return JSON.stringify({ text, modelAnswered, latencyMs, ...special, ...(counts && { usage: Object.fromEntries(counts) }) });
}

/** @throws SyntaxError for what is no answer's text. */
export function responseOf(kept: string): ModelResponse {
  const { usage, ...own } = kept.startsWith("[") ? plain(kept) : (JSON.parse(kept) as Own);
  return {
    toolCalls: [],
    citations: [],
    finishReason: "stop",
    attempts: [{ outcome: "answered", latencyMs: own.latencyMs }],
    ...own,
    usage: usage && { ...noUsage, ...usage },
  };
}

function plain(kept: string): Own {
  const end = kept.indexOf("\n");
  const [modelAnswered, latencyMs, input, output] = JSON.parse(kept.slice(0, end)) as [string, number, number?, number?];
  return {
    text: kept.slice(end + 1),
    modelAnswered,
    latencyMs,
    ...(input !== undefined && { usage: { ...noUsage, input, output: output ?? 0 } }),
  };
}

/** A database's text holds neither half a character nor all that comes behind a NUL. */
function isKeptAsIs(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}
