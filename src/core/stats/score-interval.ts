import { sum, type Interval } from "./check.ts";
import { clusteredInterval } from "./clustered.ts";
import { wilsonInterval } from "./wilson.ts";

/** With fewer clusters than this beside the most common value, their spread says little about the next one. */
const enoughVaried = 10;

/**
 * Interval for the mean of scores between 0 and 1 that come in clusters: Student's t with clustered standard errors. Where hardly any
 * cluster differs from the rest that can be absurdly narrow (all alike: no width at all), so it is widened to Wilson's on as many
 * trials as there are clusters, which holds for every score between 0 and 1: none varies more than a coin of the same mean.
 * @throws RangeError when there is no value, one is outside [0, 1], or the confidence is not between 0 and 1.
 */
export function scoreInterval(clusters: readonly (readonly number[])[], confidence: number): Interval {
  const filled = clusters.filter((cluster) => cluster.length > 0);
  const values = filled.flat();
  const odd = values.find((value) => !(value >= 0 && value <= 1));
  if (odd !== undefined) throw new RangeError(`a score is between 0 and 1, not ${odd}`);
  const [low, high] = clusteredInterval(filled, confidence);
  const t: Interval = [Math.max(0, low), Math.min(1, high)];
  if (varied(filled) >= enoughVaried) return t;
  // Sums of fractions may be a hair above the number of values.
  const share = Math.min(1, sum(values) / values.length);
  const wilson = wilsonInterval(share * filled.length, filled.length, confidence);
  return filled.length < 2 ? wilson : [Math.min(t[0], wilson[0]), Math.max(t[1], wilson[1])];
}

function varied(clusters: readonly (readonly number[])[]): number {
  const means = Map.groupBy(clusters, (cluster) => sum(cluster) / cluster.length);
  return clusters.length - Math.max(...[...means.values()].map((alike) => alike.length));
}
