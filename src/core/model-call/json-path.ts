import type { Json } from "../model/shape.ts";

/** A JSONPath query ready to be asked: what it selects in a value, in order. */
export type JsonPath = (value: Json) => Json[];

/**
 * A JSONPath query (RFC 9535), or what keeps a text from being one. The engine is loaded at the first.
 * @throws nothing when asked: a query that goes too deep selects nothing.
 */
export async function compileJsonPath(query: string): Promise<JsonPath | { readonly reason: string }> {
  // A CommonJS module: bundled, it has a default export and nothing else.
  const { compile, JSONPathError } = (await import("json-p3")).default;
  try {
    // The empty text trips the library's reader up.
    if (query.trim() === "") return { reason: "it is empty" };
    const compiled = compile(query);
    return (value) => {
      try {
        return compiled.query(value as Parameters<typeof compiled.query>[0]).values() as Json[];
      } catch (error) {
        if (error instanceof JSONPathError) return [];
        throw error;
      }
    };
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    // The library ends its sentence with the query and a position in it.
    return { reason: error.message.replace(/ \('.*':\d+\)$/s, "") };
  }
}
