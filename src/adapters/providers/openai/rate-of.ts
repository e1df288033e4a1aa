/** Tiers with prices of their own. Other servers have words of theirs for the usual one. */
const special = new Set<unknown>(["flex", "priority", "scale", "fast", "batch"]);

/** The tier that served a call, where it is billed at another rate than the usual one (https://platform.openai.com/docs/guides/priority-processing). */
export function rateOf(tier: unknown): { rate?: string } {
  return typeof tier === "string" && special.has(tier) ? { rate: tier } : {};
}
