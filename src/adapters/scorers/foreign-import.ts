import { isBuiltin } from "node:module";

/** An import that a scorer, which is run as one file without neighbours, cannot make; undefined when it makes none. */
export async function foreignImport(script: string): Promise<{ readonly line: number; readonly name: string } | undefined> {
  const { parse } = await import("es-module-lexer/js");
  const found = importsOf(() => parse(script)[0]).find(({ n: name }) => name !== undefined && !isBuiltin(name) && !name.startsWith("data:"));
  return found?.n === undefined ? undefined : { line: script.slice(0, found.s).split("\n").length, name: found.n };
}

/** What the lexer cannot read Node reads all the same, and says what is wrong with it when it runs. */
function importsOf<T>(parse: () => readonly T[]): readonly T[] {
  try {
    return parse();
  } catch {
    return [];
  }
}
