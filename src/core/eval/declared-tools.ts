import type { Prompt } from "../model/prompt.ts";

/** Names of the functions that a model may call: those under the prompt's `tools`, and those that `params.tools` passes on as its provider writes them. */
export function declaredTools({ tools = [], model }: Pick<Prompt, "tools" | "model">): string[] {
  const given = model.params?.["tools"];
  const own = tools.flatMap(({ function: declared }) => (declared === undefined ? [] : [declared.name]));
  return [...own, ...(Array.isArray(given) ? (given as unknown[]) : []).flatMap(namesOf)];
}

function namesOf(tool: unknown): string[] {
  if (typeof tool === "string") return [tool];
  if (typeof tool !== "object" || tool === null) return [];
  const { name, function: declared } = tool as { readonly name?: unknown; readonly function?: unknown };
  return [...(typeof name === "string" ? [name] : []), ...(typeof declared === "object" && declared !== null ? namesOf(declared) : [])];
}
