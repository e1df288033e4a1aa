import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, type Scalar } from "yaml";
import type { Json } from "./shape.ts";

/** Something in the document that is YAML, but that a document here may not hold. */
export interface YamlFault {
  readonly offset: number;
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
}

/** A key as it is written: `1.0` stays `1.0`. */
export function keyText({ type, source = "", value }: ParsedNode & Scalar): string {
  return type === "PLAIN" || typeof value !== "string" ? source : value;
}

/** A node as plain JSON data, and everything in it that is refused. The depth was limited when it was parsed. */
export function valueOfNode(top: ParsedNode): { readonly value: Json; readonly faults: YamlFault[] } {
  const faults: YamlFault[] = [];

  function valueOf(node: ParsedNode | null): Json {
    if (node === null) return null;
    const offset = node.range[0];
    if (isAlias(node)) {
      faults.push({
        offset,
        rule: "alias",
        message: `\`*${node.source}\` refers to another place; documents here say everything where it stands.`,
        hint: "Write the value out.",
      });
      return null;
    }
    if (node.anchor !== undefined) {
      faults.push({
        offset,
        rule: "anchor",
        message: `\`&${node.anchor}\` names this place; documents here have no anchors and aliases.`,
        hint: "Remove it, and write values out where they are used.",
      });
    }
    if (isMap(node)) return objectOf(node.items as Pair<ParsedNode, ParsedNode | null>[]);
    if (isSeq(node)) return node.items.map((item) => valueOf(item as ParsedNode));
    return scalarOf(node.value, node.source ?? "", offset);
  }

  function objectOf(pairs: readonly Pair<ParsedNode, ParsedNode | null>[]): Json {
    const object: Record<string, Json> = {};
    const seen = new Set<string>();
    for (const { key: keyNode, value } of pairs) {
      const key = keyOf(keyNode);
      if (key === undefined) continue;
      if (seen.has(key))
        faults.push({ offset: keyNode.range[0], rule: "duplicate-key", message: `The key \`${key}\` occurs twice here.`, hint: "Keep one of the two." });
      seen.add(key);
      object[key] = valueOf(value);
    }
    return object;
  }

  function keyOf(node: ParsedNode): string | undefined {
    const offset = node.range[0];
    if (!isScalar(node) || node.value === null) {
      faults.push({ offset, rule: "key", message: "A key here is no text.", hint: "Keys are words; quote a text that begins with `[`, `{`, `*`, `&` or `?`." });
      return undefined;
    }
    const key = keyText(node);
    if (key === "<<")
      faults.push({
        offset,
        rule: "merge-key",
        message: "`<<` would merge another place into this one; documents here have no merge keys.",
        hint: "Write the keys out.",
      });
    if (key === "__proto__") {
      faults.push({ offset, rule: "key", message: "`__proto__` cannot be a key.", hint: "Choose another name." });
      return undefined;
    }
    return key;
  }

  function scalarOf(value: unknown, source: string, offset: number): Json {
    if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
    if (typeof value === "number" && Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value) || /[.eE]/.test(source))) return value;
    faults.push({
      offset,
      rule: "number",
      message: `\`${source}\` cannot be kept as a number without changing it.`,
      hint: "Quote it when it is meant as text.",
    });
    return null;
  }

  const value = valueOf(top);
  return { value, faults };
}
