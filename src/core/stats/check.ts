/** [low, high] */
export type Interval = readonly [low: number, high: number];

/** @throws RangeError unless `value` is a finite number ≥ 0. */
export function count(name: string, value: number): number {
  if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name} must be a number of 0 or more, not ${value}`);
  return value;
}

/** @throws RangeError unless `value` lies strictly between 0 and 1. */
export function confidenceLevel(value: number): number {
  if (!(value > 0 && value < 1)) throw new RangeError(`a confidence is between 0 and 1, not ${value}`);
  return value;
}

/** @throws RangeError unless `value` lies strictly between 0 and 1. */
export function errorRate(name: string, value: number): number {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} is between 0 and 1, not ${value}`);
  return value;
}

/** @throws RangeError when a value is not finite. */
export function finite(values: readonly number[]): readonly number[] {
  const odd = values.find((value) => !Number.isFinite(value));
  if (odd !== undefined) throw new RangeError(`every value must be a finite number, not ${odd}`);
  return values;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
