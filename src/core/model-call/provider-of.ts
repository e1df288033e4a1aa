/** `openai` of `openai/gpt-5-mini`. */
export function providerOf(model: string): string {
  return model.split("/", 1)[0] ?? "";
}
