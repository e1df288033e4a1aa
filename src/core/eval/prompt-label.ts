/** What one prompt is called among several models that are asked: `billing/summarize (openai/gpt-5-mini)`. */
export function labelWithModel(name: string, model: string): string {
  return `${name} (${model})`;
}

/** The prompt's own name in a label, and the model if it has one. A name never has a space. */
export function partsOfLabel(label: string): { readonly name: string; readonly model?: string } {
  const space = label.indexOf(" ");
  return space === -1 ? { name: label } : { name: label.slice(0, space), model: label.slice(space + 2, -1) };
}
