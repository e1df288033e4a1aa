import type { DocumentPath } from "../document-path.ts";
import type { Json } from "../shape.ts";
import type { Position } from "../yaml-positions.ts";
import { blockText } from "./block-text.ts";
import { depthLimit } from "./depth-limit.ts";
import { flowValue, skipSpaces, withoutSpacesBehind } from "./flow-value.ts";
import { plainValue } from "./plain-value.ts";
import { quotedValue } from "./quoted-value.ts";
import { simpleKey } from "./simple-key.ts";

export interface EverydayDocument {
  readonly value: Json;
  /** Where the list or map at `path` begins; undefined for all else. */
  startOf(path: DocumentPath): Position | undefined;
}

/** Tabs, carriage returns and other control characters, a byte order mark. */
const unusualSigns = /[^\n -~\u00a0-\ufefe\uff00-\uffff]/;
/** What a text without quotes may begin with. */
const plainStart = /[^\-?:,[\]{}#&*!|>'"%@`]/;

/**
 * The YAML that people write on most days, many times faster than the whole language: maps and lists in blocks, `[…]` and `{…}` on one line,
 * texts of one line, texts behind `|` and `>`, comments. Undefined for anything else, right or wrong: then the whole parser decides. What is returned
 * is what that parser would return (decision 0026).
 */
export function everydayYaml(text: string): EverydayDocument | undefined {
  if (unusualSigns.test(text)) return undefined;
  const lines = text.split("\n");
  const starts = new Map<object, Position>();
  /** The line read now: its number from 0, how far it is indented, and what it says; behind the last line -1 and nothing. */
  let row = -1;
  let indent = -1;
  let content = "";

  function toNextLine(): void {
    for (row += 1; row < lines.length; row += 1) {
      const line = lines[row] ?? "";
      indent = skipSpaces(line, 0);
      if (indent === line.length || line.charAt(indent) === "#") continue;
      content = indent === 0 ? line : line.slice(indent);
      return;
    }
    indent = -1;
    content = "";
  }

  const isItem = (): boolean => content.startsWith("-") && (content.length === 1 || content.charAt(1) === " ");
  const begins = (collection: object, at: number): void => void starts.set(collection, { line: row + 1, column: indent + at + 1 });

  /** What begins at this line. */
  function block(depth: number): Json | undefined {
    if (depth > depthLimit) return undefined;
    return isItem() ? list(indent, depth) : map(indent, depth);
  }

  function list(column: number, depth: number): Json | undefined {
    const items: Json[] = [];
    begins(items, 0);
    while (indent === column && isItem()) {
      const at = skipSpaces(content, 1);
      let item: Json | undefined;
      if (simpleKey(content, at) === undefined) item = entry(at, column, false, depth);
      else {
        indent += at;
        content = content.slice(at);
        item = map(indent, depth + 1);
      }
      if (item === undefined) return undefined;
      items.push(item);
    }
    return indent > column ? undefined : items;
  }

  function map(column: number, depth: number): Json | undefined {
    const object: Record<string, Json> = {};
    begins(object, 0);
    do {
      const found = simpleKey(content, 0);
      if (found === undefined || Object.hasOwn(object, found.key)) return undefined;
      const value = entry(skipSpaces(content, found.end), column, true, depth);
      if (value === undefined) return undefined;
      object[found.key] = value;
    } while (indent === column);
    return indent > column ? undefined : object;
  }

  /** What stands behind a key or a `-`, on this line or below it; the line read then is the one behind it. */
  function entry(at: number, column: number, inMap: boolean, depth: number): Json | undefined {
    const sign = content.charAt(at);
    if (sign === "" || sign === "#") {
      toNextLine();
      return indent > column || (inMap && indent === column && isItem()) ? block(depth + 1) : null;
    }
    if (sign === "|" || sign === ">") {
      const found = blockText(content.slice(at), lines, row + 1, column);
      if (found === undefined) return undefined;
      row = found.end - 1;
      toNextLine();
      return found.value;
    }
    const value = valueOnLine(sign, at, depth);
    toNextLine();
    return value;
  }

  function valueOnLine(sign: string, at: number, depth: number): Json | undefined {
    if (sign === '"' || sign === "'") return alone(quotedValue(content, at));
    if (sign === "[" || sign === "{") return alone(flowValue(content, at, begins, depth + 1));
    const isPlain = sign === "-" ? content.length > at + 1 && content.charAt(at + 1) !== " " : plainStart.test(sign);
    if (!isPlain) return undefined;
    const comment = content.indexOf(" #", at);
    const plain = withoutSpacesBehind(comment === -1 ? content.slice(at) : content.slice(at, comment));
    return plain.includes(": ") || plain.endsWith(":") ? undefined : plainValue(plain);
  }

  /** Nothing but a comment stands behind it. */
  function alone(found: { readonly value: Json; readonly end: number } | undefined): Json | undefined {
    if (found === undefined) return undefined;
    const behind = skipSpaces(content, found.end);
    return behind === content.length || (behind > found.end && content.charAt(behind) === "#") ? found.value : undefined;
  }

  toNextLine();
  const value = indent === 0 ? block(0) : undefined;
  if (value === undefined || row < lines.length) return undefined;
  return { value, startOf };

  function startOf(path: DocumentPath): Position | undefined {
    let here: Json | undefined = value;
    for (const step of path) {
      if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return undefined;
      here = (here as Readonly<Record<string, Json>>)[step];
    }
    return typeof here === "object" && here !== null ? starts.get(here) : undefined;
  }
}
