export const challengeSplits = ["train", "validation", "holdout"] as const;
export type ChallengeSplit = (typeof challengeSplits)[number];

/** What each part is to have of all cases, and of each source's. */
export const challengeShares: Readonly<Record<ChallengeSplit, number>> = { train: 0.6, validation: 0.2, holdout: 0.2 };

/** A question is remembered by the beginning of its content digest. */
export function placeKey(contentDigest: string): string {
  return contentDigest.slice(0, 16);
}
