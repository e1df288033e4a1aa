import { toValue } from "liquidjs";

/**
 * A value as it stands in the text: a string as it is, nothing for null, anything else as JSON. Never escaped.
 * @throws Error for what is no number any more, so that no "NaN" reaches a model.
 */
export function insertedText(value: unknown): string {
  const plain: unknown = toValue(value);
  if (typeof plain === "string") return plain;
  if (typeof plain === "number" && !Number.isFinite(plain)) throw new Error("a calculation gives no number");
  return plain === null || plain === undefined ? "" : JSON.stringify(plain);
}
