/** What a word of `compare` names, told by its form alone: a prompt's id has no dot and no capital letter, so nothing can be two things. */
export type ComparedWord =
  /** An evaluation of this repository; `label` chooses one of its prompts. */
  | { readonly kind: "evaluation"; readonly id: string; readonly label: string | undefined }
  /** A file of results, a line of JSON each; `-` is standard input. */
  | { readonly kind: "results"; readonly path: string; readonly label: string | undefined }
  /** A prompt's document somewhere else than where prompts lie: a draft. */
  | { readonly kind: "draft"; readonly path: string }
  /** A prompt in one state: `id`, `id@1.2.0`, `id@production`, `id@HEAD~3`. */
  | { readonly kind: "state"; readonly text: string };

/** Never fails: what is nothing else is a state, and whoever looks for it says what is wrong with its name. */
export function comparedWord(text: string): ComparedWord {
  const [, id, label] = /^(\d{8}T[^:]*)(?::(.+))?$/s.exec(text) ?? [];
  if (id !== undefined) return { kind: "evaluation", id, label };
  const [, path, entry] = /^(-|.+\.(?:jsonl|ndjson))(?::(.+))?$/s.exec(text) ?? [];
  if (path !== undefined) return { kind: "results", path, label: entry };
  return /\.ya?ml$/.test(text) ? { kind: "draft", path: text } : { kind: "state", text };
}
