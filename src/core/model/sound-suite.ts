import type { Breach } from "./breach.ts";
import { pathText, type DocumentPath } from "./document-path.ts";
import type { Suite } from "./suite.ts";

/** What of a suite has the right shape, so that everything else about it can be checked as well. */
export interface SoundSuite {
  readonly suite: Suite;
  /** Where a place in `suite` is in the document: entries may have been left out before it. */
  readonly original: (path: DocumentPath) => DocumentPath;
  /** Keys at the top that were left out, and lists of which entries were. */
  readonly without: ReadonlySet<string>;
}

/**
 * The suite without what is misshapen: assertions, cases and datasets one by one, all else key by key. Undefined when it is no map.
 * @param breaches Where its shape is wrong.
 */
export function soundSuite(value: unknown, breaches: readonly Breach[]): SoundSuite | undefined {
  if (!isMap(value)) return undefined;
  const wrong = new Set(breaches.map(({ path }) => pathText(unitOf(path))));
  const without = new Set(breaches.flatMap(({ path: [key] }) => (key === undefined ? [] : [String(key)])));
  const kept = new Map<string, readonly number[]>();

  function soundList(list: unknown, path: DocumentPath): unknown {
    if (!Array.isArray(list)) return list;
    const places = [...list.keys()].filter((at) => !wrong.has(pathText([...path, at])));
    kept.set(pathText(path), places);
    return places.map((at) => soundEntry(list[at], [...path, at]));
  }

  function soundEntry(entry: unknown, path: DocumentPath): unknown {
    if (path[0] !== "cases" || !isMap(entry) || entry["assertions"] === undefined) return entry;
    return { ...entry, assertions: soundList(entry["assertions"], [...path, "assertions"]) };
  }

  const sound = Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !wrong.has(pathText([key])))
      .map(([key, each]) => [key, lists.has(key) ? soundList(each, [key]) : each]),
  );
  return {
    suite: sound as unknown as Suite,
    without,
    original(path) {
      const found: (string | number)[] = [];
      for (const step of path) found.push(typeof step === "number" ? (kept.get(pathText(found))?.[step] ?? step) : step);
      return found;
    },
  };
}

const lists: ReadonlySet<string> = new Set(["assertions", "cases", "datasets"]);

/** What is left out because something at this place is wrong. */
function unitOf(path: DocumentPath): DocumentPath {
  const [list, at, inner, part] = path;
  if (!lists.has(String(list)) || typeof at !== "number") return path.slice(0, 1);
  return list === "cases" && inner === "assertions" && typeof part === "number" ? path.slice(0, 4) : path.slice(0, 2);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
