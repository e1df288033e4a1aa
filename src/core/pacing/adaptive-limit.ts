/**
 * How many attempts may be under way at a place that only says when they are too many: half as many after it said so, one more after
 * as many answers as there are places (additive increase, multiplicative decrease; Chiu and Jain 1989, https://doi.org/10.1016/0169-7552(89)90019-6).
 */
export interface AdaptiveLimit {
  /** The ceiling. */
  readonly most: number;
  readonly places: number;
  /** Answers since the number of places last changed. */
  readonly answers: number;
  /** Counts the cuts. What began before the last one says nothing about the places that are left. */
  readonly round: number;
}

export function adaptiveLimit(most: number): AdaptiveLimit {
  return { most, places: most, answers: 0, round: 0 };
}

/** @param round The limit's own when the attempt began: all that were under way together cut it once. */
export function afterOverload(limit: AdaptiveLimit, round: number): AdaptiveLimit {
  if (round < limit.round) return limit;
  return { ...limit, places: Math.max(1, Math.floor(limit.places / 2)), answers: 0, round: limit.round + 1 };
}

/** @param round The limit's own when the attempt began. */
export function afterAnswer(limit: AdaptiveLimit, round: number): AdaptiveLimit {
  if (round < limit.round || limit.places === limit.most) return limit;
  const answers = limit.answers + 1;
  return answers < limit.places ? { ...limit, answers } : { ...limit, places: limit.places + 1, answers: 0 };
}
