import { PromptopsError } from "../errors/promptops-error.ts";

/** What cannot be decided within an assertion's limits is an error, never a pass or a fail. @param work What it would take, as `comparing 5 with 6 words`. */
export function beyondLimits(type: string, work: string): PromptopsError {
  return new PromptopsError("beyond-limits", `\`${type}\` gives up on this answer: ${work} is beyond its limits.`);
}
