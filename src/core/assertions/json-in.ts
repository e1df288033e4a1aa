import type { Json } from "../model/shape.ts";
import { beyondLimits } from "./beyond-limits.ts";
import { readJson } from "./read-json.ts";

/** Times that the text may be read over: brackets inside quoted texts make a second look necessary. */
const readings = 10;
/** As deep as `readJson` goes. */
const depthLimit = 512;

/** The JSON objects and lists inside a text, outermost and in their order. @throws PromptopsError `beyond-limits` for a text made to be read over and over. */
export function* jsonIn(type: string, text: string): Generator<Json> {
  const hopeless = new Set<number>();
  let left = readings * text.length + 1000;
  for (let at = nextBracket(text, 0, hopeless); at < text.length; at = nextBracket(text, at, hopeless)) {
    const { end, stopped, open } = readValue(text, at);
    left -= stopped - at;
    if (left < 0) throw beyondLimits(type, `reading ${text.length} characters more than ${readings} times`);
    const json = end === undefined ? undefined : readJson(text.slice(at, end));
    if (json !== undefined) yield json;
    // What was still open where the reading stopped stops there too when it is begun anew.
    for (const place of open) hopeless.add(place);
    at = json === undefined || end === undefined ? at + 1 : end;
  }
}

function nextBracket(text: string, from: number, hopeless: ReadonlySet<number>): number {
  let at = from;
  while (at < text.length && ((text[at] !== "[" && text[at] !== "{") || hopeless.has(at))) at += 1;
  return at;
}

interface Reading {
  /** Behind the value; undefined when there is none. */
  readonly end?: number;
  readonly stopped: number;
  /** Places of the brackets not closed when it stopped. */
  readonly open: readonly number[];
}

type Awaited = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end";

/** What may come next, by what has been read: a sign, or a text (`"`), or a number or word (`0`). Inside an object a text may be a key. */
const follows: Readonly<Record<Awaited, Readonly<Record<string, Awaited | "closed">>>> = {
  value: { "[": "value-or-end", "{": "key-or-end", '"': "comma-or-end", "0": "comma-or-end" },
  "value-or-end": { "[": "value-or-end", "{": "key-or-end", '"': "comma-or-end", "0": "comma-or-end", "]": "closed" },
  key: { '"': "colon" },
  "key-or-end": { '"': "colon", "}": "closed" },
  colon: { ":": "value" },
  "comma-or-end": { ",": "value", "]": "closed", "}": "closed" },
};

const token = /[ \t\n\r]*(?:[[\]{},:]|"[^"\\\0-\x1f]*(?:\\[^\0-\x1f][^"\\\0-\x1f]*)*"|-?\d[\d.eE+-]*|true|false|null)/y;

/** Reads one object or list; JSON.parse has the last word on what is inside its texts and numbers. */
function readValue(text: string, start: number): Reading {
  const open: number[] = [];
  let awaited: Awaited = "value";
  for (let at = start; ; at = token.lastIndex) {
    token.lastIndex = at;
    if (!token.test(text)) return { stopped: at, open };
    const sign = signAt(text, token.lastIndex - 1);
    const last = open.at(-1);
    const opener = last === undefined ? undefined : text[last];
    const next: Awaited | "closed" | undefined = follows[awaited][sign];
    if (next === undefined || (sign === "]" && opener === "{") || (sign === "}" && opener === "[")) return { stopped: at, open };
    if (sign === "[" || sign === "{") open.push(token.lastIndex - 1);
    if (open.length > depthLimit) return { stopped: at, open };
    if (next === "closed") open.pop();
    if (open.length === 0) return { end: token.lastIndex, stopped: token.lastIndex, open };
    awaited = next === "closed" ? "comma-or-end" : sign === "," && opener === "{" ? "key" : next;
  }
}

function signAt(text: string, at: number): string {
  const sign = text[at] ?? "";
  return '[]{},:"'.includes(sign) ? sign : "0";
}
