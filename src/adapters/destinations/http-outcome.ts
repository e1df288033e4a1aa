import { retryAfterMs } from "../../core/model-call/retry-after.ts";
import type { AttemptOutcome } from "../../ports/destination.ts";
import type { PostResult } from "./post-once.ts";

/** What a receiver's own words add to its status; undefined = nothing. */
export type ReadAnswer = (status: number, body: unknown) => Partial<AttemptOutcome> | undefined;

export interface OutcomeOptions {
  /** Does a second copy do no harm? Then a server's failure is simply tried again. */
  readonly deduplicates: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly redact: (text: string) => string;
  readonly read?: ReadAnswer;
}

/** Words of a receiver that are kept. */
const longestWords = 200;

/** What is known after one POST. */
export function httpOutcome(result: PostResult, { deduplicates, now, redact, read }: OutcomeOptions): AttemptOutcome {
  switch (result.kind) {
    case "forbidden":
      return { outcome: "refused", sentence: `It was not asked: ${result.why}.` };
    case "unsent":
      return { outcome: "retry", sentence: `It could not be reached: ${result.why}.` };
    case "lost":
      return { outcome: "unknown", sentence: `It was sent, and no answer came back: ${result.why}.` };
    case "answered":
      return answered(result, { deduplicates, now, redact, ...(read === undefined ? {} : { read }) });
  }
}

function answered({ status, header, text }: Extract<PostResult, { kind: "answered" }>, { deduplicates, now, redact, read }: OutcomeOptions): AttemptOutcome {
  const own = read?.(status, parsed(text)) ?? {};
  const wait = own.retryAfterMs ?? retryAfterMs({ get: (name) => header(name) ?? null }, now);
  const outcome = own.outcome ?? outcomeOf(status, deduplicates);
  const words = redact(text).replaceAll(/\s+/g, " ").trim().slice(0, longestWords);
  return {
    outcome,
    status,
    ...(outcome === "delivered" ? {} : { sentence: own.sentence ?? `It answered ${status}${words === "" ? "." : `: ${words}`}` }),
    ...(own.externalId === undefined ? {} : { externalId: own.externalId }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(own.wholeDestination === undefined && status !== 429 && status !== 410 ? {} : { wholeDestination: own.wholeDestination ?? true }),
  };
}

/** After a server's failure nobody knows whether it had taken the delivery: only where copies are told apart is it tried again. */
function outcomeOf(status: number, deduplicates: boolean): AttemptOutcome["outcome"] {
  if (status >= 200 && status < 300) return "delivered";
  if (status === 408 || status === 425 || status === 429 || status === 503) return "retry";
  if (status >= 500) return deduplicates ? "retry" : "unknown";
  return "refused";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
