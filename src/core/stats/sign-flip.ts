import { finite, sum } from "./check.ts";
import { counterRandom } from "./counter-random.ts";

export interface SignFlipTest {
  /** P of a sum this high or higher if every sign were a coin's toss: small = a gain. */
  readonly oneSided: number;
  /** P of a sum this low or lower: small = a loss. */
  readonly oneSidedLoss: number;
  readonly twoSided: number;
  /** False when the signs were drawn instead of enumerated. */
  readonly exact: boolean;
}

export interface SignFlipOptions {
  /** Of the draws; the same seed always gives the same p. */
  readonly seed?: number;
  readonly draws?: number;
}

const exactUpTo = 20;

/**
 * Fisher's sign-flip permutation test of H0: the differences are symmetric around 0 (The Design of Experiments, 1935, §21).
 * Exact up to 20 differences that are not 0; beyond, Monte Carlo with the add-one p-value of Phipson & Smyth (2010),
 * which is never 0. Nothing but zeros: every p is 1.
 * @throws RangeError when a difference is not finite.
 */
export function signFlipTest(differences: readonly number[], { seed = 1, draws = 9_999 }: SignFlipOptions = {}): SignFlipTest {
  const sizes = finite(differences).filter((difference) => difference !== 0);
  const observed = sum(sizes);
  // Sums that are equal on paper may differ in their last bits.
  const slack = 1e-9 * sum(sizes.map(Math.abs));
  if (sizes.length <= exactUpTo) {
    const total = 2 ** sizes.length;
    // The sums lie symmetrically around 0, so those at most −x are as many as those at least x.
    const share = (limit: number) => countAtLeast(sizes, limit - slack) / total;
    return { oneSided: share(observed), oneSidedLoss: share(-observed), twoSided: Math.min(1, 2 * share(Math.abs(observed))), exact: true };
  }
  const random = counterRandom(seed);
  let [higher, lower, extreme] = [0, 0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const flipped = flippedSum(sizes, random, draw);
    if (flipped >= observed - slack) higher++;
    if (flipped <= observed + slack) lower++;
    if (Math.abs(flipped) >= Math.abs(observed) - slack) extreme++;
  }
  const p = (reached: number) => (1 + reached) / (1 + draws);
  return { oneSided: p(higher), oneSidedLoss: p(lower), twoSided: p(extreme), exact: false };
}

/** How many of the 2^n signed sums reach `limit`: each half's sums sorted, then one walk along both (meet in the middle). */
function countAtLeast(sizes: readonly number[], limit: number): number {
  const half = sizes.length >> 1;
  const left = signedSums(sizes.slice(0, half)).sort();
  const right = signedSums(sizes.slice(half)).sort();
  let reached = 0;
  let first = right.length;
  for (const sumOfLeft of left) {
    while (first > 0 && sumOfLeft + (right[first - 1] ?? 0) >= limit) first--;
    reached += right.length - first;
  }
  return reached;
}

function signedSums(sizes: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** sizes.length);
  let filled = 1;
  for (const size of sizes) {
    for (let i = 0; i < filled; i++) {
      const before = sums[i] ?? 0;
      sums[i] = before + size;
      sums[filled + i] = before - size;
    }
    filled *= 2;
  }
  return sums;
}

function flippedSum(sizes: readonly number[], random: (counter: number, lane: number) => number, draw: number): number {
  let total = 0;
  let bits = 0;
  for (let i = 0; i < sizes.length; i++) {
    if (i % 32 === 0) bits = random(draw, i >>> 5);
    total += bits & 1 ? (sizes[i] ?? 0) : -(sizes[i] ?? 0);
    bits >>>= 1;
  }
  return total;
}
