import type { Message, Prompt, Variable } from "../model/prompt.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import { digestOf } from "./digest.ts";
import { withLf } from "./line-ends.ts";
import { withoutAnnotations } from "./without-annotations.ts";

/**
 * A prompt's identity: SHA-256 over everything that decides what the model is sent and what its answer must look like.
 *
 * In: engine, variables' schemas and defaults and whether they are untrusted, messages as raw template text with LF line ends, the text of every partial
 * reached, the digest of every attached file, model and parameters, output contract, tools, `on_injection`. Absent keys are left out and
 * defaults are not filled in.
 * Out: the id, comments, `x-*` keys, the prompt's own description, and of a variable what never reaches the model
 * (`description`, `title`, `examples`, `sensitive`). Descriptions in tools and in the output schema do reach it and count.
 */
export function promptDigest({ prompt, partials, files }: ResolvedPrompt): string {
  return digestOf({
    of: "prompt/1",
    engine: prompt.engine,
    variables: mapped(prompt.variables, variableIdentity),
    messages: prompt.messages.map(messageIdentity),
    model: prompt.model,
    output: prompt.output,
    tools: prompt.tools,
    on_injection: prompt.on_injection,
    partials: mapped(partials, withLf),
    files: mapped(files, ({ digest, mediaType }) => ({ digest, media_type: mediaType })),
  });
}

function variableIdentity(variable: Variable): unknown {
  const { sensitive: _, ...schema } = variable;
  return withoutAnnotations(schema);
}

function messageIdentity(message: Message): Prompt["messages"][number] {
  const { content } = message;
  if (content === undefined) return message;
  if (typeof content === "string") return { ...message, content: withLf(content) };
  return { ...message, content: content.map((part) => (part.text === undefined ? part : { ...part, text: withLf(part.text) })) };
}

/** Undefined (so: left out) when there is nothing to map. */
function mapped<T, R>(record: Readonly<Record<string, T>> | undefined, change: (value: T) => R): Record<string, R> | undefined {
  const entries = Object.entries(record ?? {});
  return entries.length === 0 ? undefined : Object.fromEntries(entries.map(([name, value]) => [name, change(value)]));
}
