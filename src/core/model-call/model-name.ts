/** `gpt-5-mini` of `openai/gpt-5-mini`: the model as its provider calls it. */
export function modelName(model: string): string {
  return model.slice(model.indexOf("/") + 1);
}
