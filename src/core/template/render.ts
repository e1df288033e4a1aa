import { PromptopsError } from "../errors/promptops-error.ts";
import { promptFile } from "../model/document-paths.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import type { HistoryTurn } from "../model/suite.ts";
import type { RenderedMessage } from "../model-call/request.ts";
import { compilePrompt, type CompiledMessage } from "./compile-prompt.ts";
import type { Values } from "./complete-variables.ts";

export interface RenderInput {
  readonly variables: Values;
  /** The conversation so far; its texts are data. */
  readonly history?: readonly HistoryTurn[];
}

/**
 * The messages exactly as they will be sent: variables checked and defaults filled in, templates rendered, history in its place.
 * How many messages there are and who speaks them is the prompt's decision alone; no value changes it.
 *
 * Compiling is done once per `ResolvedPrompt` object, so keep the object when rendering many cases.
 * @throws PromptopsError `invalid-template`, `invalid-variables` (all problems together), `unexpected-history`, `template-failed`, `template-limit`, `invalid-attachment`.
 */
export function renderPrompt(resolved: ResolvedPrompt, { variables, history = [] }: RenderInput): RenderedMessage[] {
  const { complete, messages } = compilePrompt(resolved);
  const values = complete(variables);
  if (history.length > 0 && !messages.includes("history")) {
    throw new PromptopsError("unexpected-history", `\`${resolved.id}\` has no place for a conversation's history.`, { where: promptFile(resolved.id) });
  }
  return place(messages, history, (message) => ({ role: message.role, parts: message.parts.map((part) => part(values)) }));
}

/** Puts the conversation where the prompt wants it. */
export function place(
  messages: readonly (CompiledMessage | "history")[],
  history: readonly HistoryTurn[],
  render: (message: CompiledMessage) => RenderedMessage,
): RenderedMessage[] {
  return messages.flatMap((message) => (message === "history" ? history.map(spoken) : [render(message)]));
}

function spoken({ role, content }: HistoryTurn): RenderedMessage {
  return { role, parts: [{ kind: "text", text: content }] };
}
