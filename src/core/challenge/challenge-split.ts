import { keyedFraction } from "../identity/keyed-fraction.ts";

export const challengeSplits = ["train", "validation", "holdout"] as const;
export type ChallengeSplit = (typeof challengeSplits)[number];

/** Upper ends of the shares: 60 % train, 20 % validation, 20 % holdout. */
const ends = { train: 0.6, validation: 0.8 } as const;

/**
 * The part of a challenge set that a case belongs to, for ever: `keyedFraction(key, "challenge/1\n<prompt>\n<content digest>")` below 0.6 is
 * train, below 0.8 validation, else holdout. Each source of cases is split in these shares by itself, because its cases' digests
 * know nothing of where they came from.
 */
export function challengeSplit(key: string, prompt: string, contentDigest: string): ChallengeSplit {
  const at = keyedFraction(key, `challenge/1\n${prompt}\n${contentDigest}`);
  return at < ends.train ? "train" : at < ends.validation ? "validation" : "holdout";
}
