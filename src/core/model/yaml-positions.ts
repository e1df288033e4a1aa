import { isMap, isScalar, isSeq, Scalar, type Node, type ParsedNode, type Pair, type YAMLMap } from "yaml";
import type { DocumentPath } from "./document-path.ts";
import { keyText } from "./yaml-value.ts";

/** Line and column, both from 1; columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface YamlPositions {
  /** Where the value at `path` starts; where it is missing, the nearest thing around it that is there. */
  locate(path: DocumentPath): Position | undefined;
  /** Where the key (or list entry) that leads to the value starts. */
  locateKey(path: DocumentPath): Position | undefined;
  /** Where a place inside a text value is in the file; the start of the value where that cannot be told exactly. */
  locateInText(path: DocumentPath, line: number, column: number): Position | undefined;
}

/** Of what could not be read. */
export const noPositions: YamlPositions = { locate: () => undefined, locateKey: () => undefined, locateInText: () => undefined };

/** Positions of a parsed document's values. Maps are indexed when first asked about, so many questions stay cheap. */
export function yamlPositions(top: ParsedNode, text: string, at: (offset: number) => Position): YamlPositions {
  const indexes = new Map<Node, Map<string, Pair<ParsedNode, ParsedNode | null>>>();

  function pairOf(map: YAMLMap, key: string): Pair<ParsedNode, ParsedNode | null> | undefined {
    let index = indexes.get(map);
    if (index === undefined) {
      const pairs = map.items as Pair<ParsedNode, ParsedNode | null>[];
      index = new Map(pairs.map((pair) => [isScalar(pair.key) ? keyText(pair.key) : "", pair]));
      indexes.set(map, index);
    }
    return index.get(key);
  }

  /** The last node that exists on the way, its key, and whether the way was gone to its end. */
  function walk(path: DocumentPath): { node: ParsedNode; key: ParsedNode; whole: boolean } {
    let here = { node: top, key: top };
    for (const step of path) {
      const { node } = here;
      if (isMap(node)) {
        const pair = pairOf(node, String(step));
        if (pair === undefined) return { ...here, whole: false };
        here = { node: pair.value ?? pair.key, key: pair.key };
      } else if (isSeq(node)) {
        const item = node.items[Number(step)] as ParsedNode | undefined;
        if (item === undefined) return { ...here, whole: false };
        here = { node: item, key: item };
      } else {
        return { ...here, whole: false };
      }
    }
    return { ...here, whole: true };
  }

  const start = (node: ParsedNode): Position => at(node.range[0]);
  return {
    locate: (path) => {
      const { node, key, whole } = walk(path);
      return start(whole ? node : key);
    },
    locateKey: (path) => start(walk(path).key),
    locateInText: (path, line, column) => {
      const { node, whole } = walk(path);
      return (whole && isScalar(node) ? insideScalar(node as ParsedNode & Scalar, text, at, line, column) : undefined) ?? start(node);
    },
  };
}

/** Exact in literal blocks (`|`) and in texts on one line without escapes; elsewhere it cannot be told. */
function insideScalar(node: ParsedNode & Scalar, text: string, at: (offset: number) => Position, line: number, column: number): Position | undefined {
  const [from, to] = node.range;
  const source = text.slice(from, to);
  const value = String(node.value);
  if (node.type === Scalar.BLOCK_LITERAL) {
    const first = value.split("\n").findIndex((row) => row.trim() !== "");
    const [header, ...rows] = source.split("\n");
    const row = rows[Math.max(0, first)];
    if (header === undefined || row === undefined) return undefined;
    const indent = width(row) - width(value.split("\n")[Math.max(0, first)] ?? "");
    return { line: at(from).line + line, column: indent + column };
  }
  const quote = node.type === Scalar.PLAIN ? 0 : 1;
  if (line !== 1 || source.slice(quote, source.length - quote) !== value) return undefined;
  return at(from + quote + column - 1);
}

const width = (row: string): number => row.length - row.trimStart().length;
