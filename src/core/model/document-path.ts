/** The way from a document's top to a value in it: keys and list positions. */
export type DocumentPath = readonly (string | number)[];

/** As people read it: `messages[1].content`; keys that are no plain words in quotes: `inputs["a b"]`. */
export function pathText(path: DocumentPath): string {
  return path.map((step, at) => stepText(step, at === 0)).join("");
}

/** The inverse of `pathText`. */
export function pathOf(text: string): (string | number)[] {
  return [...text.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([A-Za-z_][A-Za-z0-9_-]*)/g)].map(([, position, quoted, word = ""]) =>
    position !== undefined ? Number(position) : quoted !== undefined ? String(JSON.parse(quoted)) : word,
  );
}

function stepText(step: string | number, first: boolean): string {
  if (typeof step === "number") return `[${step}]`;
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
  return first ? step : `.${step}`;
}

/** A JSON pointer as ajv gives it, with list positions as numbers. @param value The document it points into. */
export function pointerPath(pointer: string, value: unknown): (string | number)[] {
  const path: (string | number)[] = [];
  let here = value;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(here) ? Number(key) : key);
    here = typeof here === "object" && here !== null ? (here as Record<string, unknown>)[key] : undefined;
  }
  return path;
}
