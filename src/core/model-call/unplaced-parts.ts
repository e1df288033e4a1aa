import type { ModelRequest } from "./request.ts";

/**
 * What of a request has no place among these names of a template, as the end of a sentence: a prompt is never sent without a part of it.
 */
export function unplacedParts({ messages, params, tools = [] }: ModelRequest, names: ReadonlySet<string>): string[] {
  const has = (...any: readonly string[]) => any.some((name) => names.has(name));
  const roles = messages.map(({ role }) => role);
  const missing: string[] = [];
  if (tools.some((tool) => tool.web_search !== undefined)) missing.push("web search, which only its own server could run");
  if (tools.some((tool) => tool.function !== undefined) && !has("tools")) missing.push("the prompt's tools (`{{ tools }}`)");
  if (messages.some(({ parts }) => parts.some(({ kind }) => kind !== "text")) && !has("messages")) missing.push("images and files (`{{ messages }}`)");
  if (roles.some((role) => role === "system" || role === "developer") && !has("system", "messages", "prompt"))
    missing.push("system messages (`{{ system }}` or `{{ messages }}`)");
  if (roles.filter((role) => role === "user" || role === "assistant").length > 1 && !has("messages", "prompt"))
    missing.push("a conversation of several messages (`{{ messages }}`)");
  const unnamed = Object.keys(params).filter((param) => !hasPlaceFor(param, names));
  return [...missing, ...unnamed.map((param) => `the parameter \`${param}\` (\`{{ params.${param} }}\`)`)];
}

/** Has a parameter a place among these names of a template? */
export function hasPlaceFor(param: string, names: ReadonlySet<string>): boolean {
  return names.has("params") || [...names].some((name) => name === `params.${param}` || name.startsWith(`params.${param}.`));
}
