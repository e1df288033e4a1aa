import type { GatedPrompt } from "../../core/results/gate.ts";
import { oneLine } from "../one-line.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hanging, hangingSentence } from "../wrap.ts";

/** So many keys are named. */
const named = 8;

type Told = Pick<GatedPrompt, "promoted_by" | "policy_differs">;

/** Which other policy a promotion goes by, and what that one has otherwise, a line each; undefined where it is the same. */
export function foreignPolicyWords({
  promoted_by,
  policy_differs = [],
}: Told): { readonly sentence: string; readonly differences: readonly string[] } | undefined {
  if (promoted_by === undefined) return undefined;
  const more = policy_differs.length - named;
  return {
    sentence: `Judged by the policy that is checked out; a promotion goes by that of ${promoted_by}, which is another one:`,
    differences: [...policy_differs.slice(0, named).map(wordsOf), ...(more > 0 ? [`and ${more} more`] : [])],
  };
}

/** The same for a terminal. */
export function foreignPolicyLines(told: Told, screen: Screen): string[] {
  const foreign = foreignPolicyWords(told);
  const width = lineWidth(screen);
  return foreign === undefined ? [] : [...hangingSentence("", foreign.sentence, width), ...foreign.differences.flatMap((line) => hanging("  ", line, width))];
}

function wordsOf({ key, there, here }: NonNullable<GatedPrompt["policy_differs"]>[number]): string {
  if (key === "environment") return `the environment is known only ${there === true ? "there" : "here"}`;
  return `${key}: ${words(there)} there, ${words(here)} here`;
}

function words(value: unknown): string {
  return value === undefined ? "not asked for" : oneLine(typeof value === "string" ? value : JSON.stringify(value), 120);
}
