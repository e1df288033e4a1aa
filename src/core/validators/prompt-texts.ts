import { withLf } from "../identity/line-ends.ts";
import { pathText, type DocumentPath } from "../model/document-path.ts";
import type { Role } from "../model/prompt.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import { textLeaves } from "../template/text-leaves.ts";

export interface PromptText {
  /** `template` = a message's text or a partial; `other` = descriptions, defaults, parameters and whatever else is written there. */
  readonly kind: "template" | "other";
  readonly path: string;
  readonly text: string;
  /** Whose message it stands in. */
  readonly role?: Role;
}

/** Every text of a prompt with its place: messages, partials, then all other strings. */
export function promptTexts({ prompt, partials }: ResolvedPrompt): PromptText[] {
  const { messages, ...rest } = prompt;
  const inMessages = textLeaves(prompt).map(({ path, text }): PromptText => ({
    kind: "template",
    path: pathText(path),
    text,
    role: messages[Number(path[1])]?.role ?? "user",
  }));
  const inPartials = Object.entries(partials).map(([name, text]): PromptText => ({ kind: "template", path: pathText(["partials", name]), text: withLf(text) }));
  const templates = new Set(inMessages.map(({ path }) => path));
  const others = [...strings(messages, ["messages"]), ...strings(rest, [])].filter(({ path }) => !templates.has(path));
  return [...inMessages, ...inPartials, ...others];
}

function* strings(value: unknown, path: DocumentPath): Generator<PromptText> {
  if (typeof value === "string") yield { kind: "other", path: pathText(path), text: withLf(value) };
  else if (Array.isArray(value)) for (const [at, each] of value.entries()) yield* strings(each, [...path, at]);
  else if (typeof value === "object" && value !== null) for (const [key, each] of Object.entries(value)) yield* strings(each, [...path, key]);
}

/** The line, from 1, in which a position of a text lies. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
