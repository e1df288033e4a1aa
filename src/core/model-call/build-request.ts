import type { Tool } from "../model/prompt.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import { providerOf } from "./provider-of.ts";
import type { ModelRequest, RenderedMessage } from "./request.ts";

/** The call a prompt makes with these messages. The output's `rules` and what must be cited stay here: they judge the answer and no provider is told them. */
export function buildRequest({ prompt }: ResolvedPrompt, messages: readonly RenderedMessage[]): ModelRequest {
  const { model, output, tools } = prompt;
  return {
    model: model.id.slice(providerOf(model.id).length + 1),
    params: model.params ?? {},
    messages,
    ...(output && { output: { format: output.format, ...(output.schema && { schema: output.schema }) } }),
    ...(tools && { tools: tools.map(asked) }),
  };
}

function asked(tool: Tool): Tool {
  if (tool.web_search === undefined) return tool;
  const { citations: _, ...search } = tool.web_search;
  return { ...tool, web_search: search };
}
