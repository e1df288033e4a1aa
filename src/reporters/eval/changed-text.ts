/** How prompts were chosen, when only those that differ from an earlier state were asked for. */
export function changedText(differing: { readonly name: string; readonly commit: string; readonly prompts: readonly string[] } | undefined): string {
  if (differing === undefined) return "";
  const { name, commit, prompts } = differing;
  const since = `${name} (${commit.slice(0, 7)})`;
  if (prompts.length === 0) return `No prompt differs from ${since}.\n`;
  return `${prompts.length} ${prompts.length === 1 ? "prompt differs" : "prompts differ"} from ${since}: ${prompts.join(", ")}.\n\n`;
}
