import { strict, Type, word, type Static } from "../model/shape.ts";

/** One guard over what came of a version in use, with the numbers it went by. */
export const WatchStep = strict({
  guard: word(["feedback", "failures", "latency", "cost", "outcomes"]),
  metric: Type.Optional(Type.String({ description: "Of outcomes: which." })),
  outcome: word(["pass", "fail", "error"]),
  code: Type.String({ description: "Stable reason code." }),
  message: Type.String(),
  hint: Type.Optional(Type.String()),
  n: Type.Integer({ description: "Runs, or of outcomes units, that say something about it." }),
  hits: Type.Number({ description: "Of them, those on the wrong side; a run that people disagree about, and an outcome between 0 and 1, count in part." }),
  max_share: Type.Number({ description: "So many may be; of outcomes what their `min_share` leaves." }),
  at_least: Type.Number({ description: "The true share is above this, with the watch's confidence, however often somebody looks." }),
});
export type WatchStep = Static<typeof WatchStep>;

/** What the watch over a promoted version says. */
export const WatchReport = strict({
  outcome: word(["pass", "fail", "error"]),
  until: Type.String({ description: "When the watch ends, UTC." }),
  over: Type.Boolean({ description: "It has ended: nothing is judged any more." }),
  runs: Type.Integer({ description: "Runs of the version there since its promotion." }),
  guards: Type.Array(WatchStep),
});
export type WatchReport = Static<typeof WatchReport>;
