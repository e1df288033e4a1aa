import { transformJSONSchema } from "@anthropic-ai/sdk/lib/transform-json-schema";
import { isClosable } from "../../../core/model-call/closable-schema.ts";
import type { ModelRequest } from "../../../core/model-call/request.ts";
import type { Json } from "../../../core/model/shape.ts";
import { defaultMaxTokens } from "../../../core/providers/anthropic.ts";
import { fieldsOf, type Fields } from "../over-http/fields.ts";
import { functionTools, givenTools } from "../over-http/given-tools.ts";
import type { Speaker, WireFormat } from "../over-http/wire-format.ts";
import { answer } from "./answer.ts";
import { assembleMessage } from "./assemble-message.ts";
import { conversation } from "./content.ts";
import { pausedTurns } from "./paused-turns.ts";

/** https://platform.claude.com/docs/en/api/messages */
export const messages: WireFormat = {
  path: "/v1/messages",
  streaming: { stream: true },
  body,
  answer,
  assemble: assembleMessage,
  turns: pausedTurns,
};

function body(provider: Speaker, request: ModelRequest): Fields {
  const { max_tokens: own, max_output_tokens, max_completion_tokens, ...params } = request.params;
  const tools = [...functionTools(request).map(functionTool), ...webSearch(request), ...givenTools(request)];
  const format = jsonFormat(request);
  return {
    max_tokens: own ?? max_output_tokens ?? max_completion_tokens ?? maxTokensBeside(params["thinking"]),
    ...params,
    ...(format === undefined ? {} : { output_config: { format, ...fieldsOf(params["output_config"]) } }),
    ...(tools.length === 0 ? {} : { tools }),
    model: request.model,
    ...conversation(provider, request.messages),
  };
}

/** Thinking counts as output: the answer's own room comes on top of what may be thought. */
function maxTokensBeside(thinking: Json | undefined): number {
  const budget = fieldsOf(thinking)["budget_tokens"];
  return defaultMaxTokens + (typeof budget === "number" ? budget : 0);
}

function functionTool({ name, description, parameters, strict }: ReturnType<typeof functionTools>[number]): Fields {
  return { name, ...(description === undefined ? {} : { description }), input_schema: { type: "object", ...parameters }, ...(strict && { strict }) };
}

/** The tool's first version: every model has it, and its results stay to be seen. Later ones filter them by code that the model writes. */
function webSearch({ tools = [] }: ModelRequest): Fields[] {
  const policy = tools.find((tool) => tool.web_search !== undefined)?.web_search;
  if (policy === undefined) return [];
  const { allowed_domains, max_searches } = policy;
  return [
    {
      type: "web_search_20250305",
      name: "web_search",
      ...(allowed_domains === undefined ? {} : { allowed_domains }),
      ...(max_searches === undefined ? {} : { max_uses: max_searches }),
    },
  ];
}

/**
 * Structured output: the schema with what this API does not know moved into descriptions. Undefined where it cannot be held to, as
 * for dictionaries and for JSON of any form: the output contract judges the answer in every case.
 */
function jsonFormat({ output }: ModelRequest): Fields | undefined {
  if (output?.format !== "json" || output.schema?.["type"] !== "object" || !isClosable(output.schema)) return undefined;
  return { type: "json_schema", schema: transformJSONSchema(output.schema) };
}
