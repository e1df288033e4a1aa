import { Drop } from "liquidjs";
import { fenceNamed, type DataFence } from "./fence.ts";

/** A text that nobody vouches for, on its way through a template: whatever a filter makes of it is one again. */
export class UntrustedText extends Drop {
  readonly #text: string;
  readonly #fence: DataFence;

  constructor(text: string, fence: DataFence) {
    super();
    this.#text = text;
    this.#fence = fence;
  }

  static fenceOf(text: UntrustedText): DataFence {
    return text.#fence;
  }

  /** For conditions and everything else in Liquid that only looks. */
  override valueOf(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }

  override liquidMethodMissing(key: string | number): number | undefined {
    return key === "size" ? this.#text.length : undefined;
  }
}

/** Objects with keys that nobody vouches for. */
const untrustedObjects = new WeakMap<object, DataFence>();

/** A value with each of its texts untrusted, an object's keys included. A number, a yes or no and white space hold no instructions. */
export function untrusted(value: unknown, fence: DataFence): unknown {
  if (typeof value === "string") return value.trim() === "" ? value : new UntrustedText(value, fence);
  if (Array.isArray(value)) return value.map((item) => untrusted(item, fence));
  if (!isPlainObject(value)) return value;
  const made = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, untrusted(item, fence)]));
  if (Object.keys(made).length > 0) untrustedObjects.set(made, fence);
  return made;
}

/** The same value as plain JSON. */
export function trusting(value: unknown): unknown {
  if (value instanceof UntrustedText) return value.valueOf();
  if (Array.isArray(value)) return value.map(trusting);
  return isPlainObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, trusting(item)])) : value;
}

/** The fence of the untrusted texts in a value; undefined when there is none. */
export function fenceIn(value: unknown): DataFence | undefined {
  if (value instanceof UntrustedText) return UntrustedText.fenceOf(value);
  const known = typeof value === "object" && value !== null ? untrustedObjects.get(value) : undefined;
  if (known !== undefined) return known;
  const items: readonly unknown[] = Array.isArray(value) ? value : isPlainObject(value) ? Object.values(value) : [];
  for (const item of items) {
    const fence = fenceIn(item);
    if (fence !== undefined) return fence;
  }
  return undefined;
}

/** A text that holds fenced data, as data altogether; any other text as it is. */
export function untrustedIfFenced(text: string): string | UntrustedText {
  const name = /<(data-[0-9a-f]{16})>/.exec(text)?.[1];
  if (name === undefined) return text;
  return new UntrustedText(text.replaceAll(new RegExp(`<${name}>\n|\n</${name}>`, "g"), ""), fenceNamed(name));
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);
}
