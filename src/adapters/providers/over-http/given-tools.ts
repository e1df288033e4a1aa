import type { ModelRequest } from "../../../core/model-call/request.ts";

/** The prompt's own function tools. */
export function functionTools({ tools = [] }: ModelRequest) {
  return tools.flatMap(({ function: tool }) => (tool === undefined ? [] : [tool]));
}

/** Tools that a prompt gives as plain parameters, for those that promptops has no words for. */
export function givenTools({ params }: ModelRequest): readonly unknown[] {
  return Array.isArray(params["tools"]) ? params["tools"] : [];
}
