import { nearest } from "../errors/nearest.ts";

/** What is wrong with the names of a line's columns, and which was meant; undefined when all are known. */
export function unknownColumn(names: readonly string[], known: readonly string[]): { readonly message: string; readonly hint?: string } | undefined {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return undefined;
  const meant = nearest(
    unknown,
    known.filter((name) => !names.includes(name)),
  );
  const message = `There is no column \`${unknown}\`: an outcome has ${known.join(", ")}.`;
  return meant === undefined ? { message } : { message, hint: `Did you mean \`${meant}\`?` };
}
