import type { Case } from "../model/suite.ts";
import type { Json } from "../model/shape.ts";

export interface Combination {
  /** `""`, or `[tone=formal,lang=de]`. */
  readonly label: string;
  readonly inputs: Readonly<Record<string, Json>>;
}

/** Combinations of one case, at most. */
export const matrixLimit = 10_000;

/** How many cases a matrix makes. */
export function matrixSize({ matrix = {} }: Case): number {
  return Object.values(matrix).reduce((size, values) => size * values.length, 1);
}

/** One combination per choice of values, in the order written: the last variable changes fastest. */
export function* expandMatrix({ matrix = {}, inputs = {} }: Case): Generator<Combination> {
  const axes = Object.entries(matrix);
  for (let index = 0, size = matrixSize({ id: "", matrix }); index < size; index += 1) {
    const chosen = choice(axes, index);
    const label =
      chosen.length === 0 ? "" : `[${chosen.map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`).join(",")}]`;
    yield { label, inputs: { ...inputs, ...Object.fromEntries(chosen) } };
  }
}

function choice(axes: readonly (readonly [string, readonly Json[]])[], index: number): [string, Json][] {
  const chosen: [string, Json][] = [];
  let rest = index;
  for (const [name, values] of axes.toReversed()) {
    chosen.unshift([name, values[rest % values.length] ?? null]);
    rest = Math.floor(rest / values.length);
  }
  return chosen;
}
