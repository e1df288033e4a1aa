import type { Json } from "../model/shape.ts";
import type { Values } from "./json-template.ts";
import type { ModelRequest, RenderedMessage, RenderedPart } from "./request.ts";

/** What a template of an `http` provider may name, beside `params.` and a parameter's name. */
export const requestNames = ["prompt", "system", "user", "messages", "model", "params", "schema", "tools"] as const;
export type RequestName = (typeof requestNames)[number];

/** Is this the name of something that a request has? */
export function isRequestName(name: string): boolean {
  return (requestNames as readonly string[]).includes(name) || /^params\../.test(name);
}

/** A request's parts by the names that templates know them by. */
export function requestValues(request: ModelRequest): Values {
  const { model, params, messages, output, tools = [] } = request;
  const functions = tools.flatMap(({ function: tool }) => (tool === undefined ? [] : [{ type: "function", function: { ...tool } as Json }]));
  const instructions = messages.filter(({ role }) => role === "system" || role === "developer");
  const parts: Record<RequestName, Json | undefined> = {
    model,
    params,
    prompt: messages.map(textOf).join("\n\n"),
    system: instructions.length === 0 ? undefined : instructions.map(textOf).join("\n\n"),
    user: textOf(messages.findLast(({ role }) => role === "user") ?? { role: "user", parts: [] }),
    messages: messages.map(chatMessage),
    schema: output?.schema,
    tools: functions.length === 0 ? undefined : functions,
  };
  return (name) => {
    const [first = "", ...rest] = name.split(".");
    const part = Object.hasOwn(parts, first) ? parts[first as RequestName] : undefined;
    return rest.reduce<Json | undefined>(within, part);
  };
}

function within(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, key) ? (value as { readonly [key: string]: Json })[key] : undefined;
}

function textOf({ parts }: RenderedMessage): string {
  return parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join("\n");
}

/** In the form of Chat Completions, which most servers know. */
function chatMessage({ role, parts }: RenderedMessage): Json {
  const [only, ...others] = parts;
  return { role, content: only?.kind === "text" && others.length === 0 ? only.text : parts.map(chatPart) };
}

function chatPart(part: RenderedPart): Json {
  if (part.kind === "text") return { type: "text", text: part.text };
  if (part.kind === "image") return { type: "image_url", image_url: { url: part.url, ...(part.detail === undefined ? {} : { detail: part.detail }) } };
  return { type: "file", file: { ...(part.name === undefined ? {} : { filename: part.name }), file_data: part.url } };
}
