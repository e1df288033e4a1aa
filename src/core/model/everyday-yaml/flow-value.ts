import type { Json } from "../shape.ts";
import { depthLimit } from "./depth-limit.ts";
import { plainValue } from "./plain-value.ts";
import { quotedValue } from "./quoted-value.ts";
import { simpleKey } from "./simple-key.ts";

/** An unquoted text between brackets; a colon in it is followed by no space. */
const plain = /(?:[^ ,[\]{}"'#&*!|>%@`?:-]|-(?=[0-9.]))(?:[^,[\]{}#:]|:(?=[^ ,[\]{}]))*/y;

interface Found<T extends Json = Json> {
  readonly value: T;
  readonly end: number;
}

/** `[…]` or `{…}` on one line. @param begins Called with each list and map, and where in the line it begins. */
export function flowValue(line: string, from: number, begins: (collection: object, at: number) => void, depth: number): Found | undefined {
  if (depth > depthLimit) return undefined;

  function list(): Found | undefined {
    const items: Json[] = [];
    begins(items, from);
    let at = skipSpaces(line, from + 1);
    if (line.charAt(at) === "]") return { value: items, end: at + 1 };
    for (;;) {
      const item = valueAt(at);
      if (item === undefined) return undefined;
      items.push(item.value);
      at = skipSpaces(line, item.end);
      const sign = line.charAt(at);
      if (sign === "]") return { value: items, end: at + 1 };
      if (sign !== ",") return undefined;
      at = skipSpaces(line, at + 1);
    }
  }

  function map(): Found | undefined {
    const object: Record<string, Json> = {};
    begins(object, from);
    let at = skipSpaces(line, from + 1);
    if (line.charAt(at) === "}") return { value: object, end: at + 1 };
    for (;;) {
      const found = simpleKey(line, at);
      if (found === undefined || Object.hasOwn(object, found.key)) return undefined;
      const entry = valueAt(skipSpaces(line, found.end));
      if (entry === undefined) return undefined;
      object[found.key] = entry.value;
      at = skipSpaces(line, entry.end);
      const sign = line.charAt(at);
      if (sign === "}") return { value: object, end: at + 1 };
      if (sign !== ",") return undefined;
      at = skipSpaces(line, at + 1);
    }
  }

  function valueAt(at: number): Found | undefined {
    const sign = line.charAt(at);
    if (sign === "[" || sign === "{") return flowValue(line, at, begins, depth + 1);
    if (sign === '"' || sign === "'") return quotedValue(line, at);
    plain.lastIndex = at;
    const [text] = plain.exec(line) ?? [];
    if (text === undefined) return undefined;
    const value = plainValue(withoutSpacesBehind(text));
    return value === undefined ? undefined : { value, end: at + text.length };
  }

  return line.charAt(from) === "[" ? list() : map();
}

export function skipSpaces(line: string, from: number): number {
  let at = from;
  while (line.charCodeAt(at) === 32) at += 1;
  return at;
}

/** Spaces alone: of other white space YAML knows nothing. */
export function withoutSpacesBehind(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 32) end -= 1;
  return text.slice(0, end);
}
