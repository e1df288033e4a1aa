import { shellWord } from "../shell-word.ts";

/** `promptops compare a b --model openai/x`: a command line that can be copied into a shell. @param flags Names without dashes; undefined for one that takes no value. */
export function compareCommand(words: readonly string[], flags: Readonly<Record<string, readonly (string | undefined)[]>>): string {
  const options = Object.entries(flags).flatMap(([name, values]) =>
    values.flatMap((value) => [`--${name}`, ...(value === undefined ? [] : [shellWord(value)])]),
  );
  return ["promptops compare", ...words.map(shellWord), ...options].join(" ");
}
