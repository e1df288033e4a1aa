import type { Scored, WebhookCall } from "../core/assertions/kind.ts";
import type { Json } from "../core/model/shape.ts";

/** Asks the user's own servers that score. */
export interface WebhookScorer {
  /**
   * One POST, never repeated.
   * @throws PromptopsError `scorer-failed` when there is no score, `private-address`, `missing-key` when a variable it names is not set.
   */
  score(call: WebhookCall, payload: { readonly [key: string]: Json }): Promise<Scored>;
  close(): Promise<void>;
}
