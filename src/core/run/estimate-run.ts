import { estimateCall } from "../cost/estimate-cost.ts";
import { longestAnswer } from "../cost/estimate-cost.ts";
import type { Config } from "../model/config.ts";
import type { Job } from "../model/job.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import { buildRequest } from "../model-call/build-request.ts";
import type { ModelRequest, RenderedMessage, RenderedPart } from "../model-call/request.ts";
import type { Wanted } from "./budget-breach.ts";

/** Characters that an input is reckoned to have which is fetched only when the run begins. */
const unseenInput = 8_000;

interface Priced {
  /** `provider/name` */
  readonly model: string;
  readonly config: Pick<Config, "providers" | "prices">;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What one call may take at most. */
export async function wantedOf(request: ModelRequest, priced: Priced): Promise<Wanted> {
  const estimate = await estimateCall({ request, ...priced });
  if (estimate === undefined) return { calls: 1, tokens: undefined, nano_usd: undefined };
  return { calls: 1, tokens: Math.ceil(estimate.inputTokens * 1.25) + longestAnswer(priced, request.params), nano_usd: estimate.maxCost };
}

/** The same before anything is rendered: templates count as they are, and inputs as far as the job says them. What is really asked is reckoned again. */
export function wantedBefore(resolved: ResolvedPrompt, job: Pick<Job, "inputs" | "inputs_from">, priced: Priced): Promise<Wanted> {
  const given = JSON.stringify(job.inputs ?? {}) + " word".repeat((Object.keys(job.inputs_from ?? {}).length * unseenInput) / 5);
  const texts = resolved.prompt.messages.flatMap(({ content = "" }) => (typeof content === "string" ? [content] : content.map(({ text = "" }) => text)));
  const images = resolved.prompt.messages.flatMap(({ content = "" }) =>
    typeof content === "string" ? [] : content.filter(({ image }) => image !== undefined),
  );
  const parts: RenderedPart[] = [
    ...[...texts, ...Object.values(resolved.partials), given].map((text) => ({ kind: "text" as const, text })),
    ...images.map(() => ({ kind: "image" as const, url: "https://example.com/" })),
  ];
  const messages: readonly RenderedMessage[] = [{ role: "user", parts }];
  return wantedOf(buildRequest(resolved, messages), priced);
}
