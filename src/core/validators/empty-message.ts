import { spansOfComments, withSpans } from "../template/spans-of-tags.ts";
import type { Validator } from "./validator.ts";

export const emptyMessage: Validator = {
  code: "empty-message",
  summary: "A message has no text and carries nothing.",
  check({ resolved: { prompt } }) {
    return prompt.messages.flatMap(({ content, history }, at) => {
      if (history === true) return [];
      const parts = typeof content === "string" ? [{ text: content }] : (content ?? []);
      const empty = parts.every((part) => part.text !== undefined && isBlank(part.text));
      return empty ? [{ path: `messages[${at}]`, message: `messages[${at}] is empty.`, hint: "Write its text, or remove the message." }] : [];
    });
  },
};

/** Nothing but white space, and comments that are never sent. */
function isBlank(text: string): boolean {
  return withSpans(text, spansOfComments(text), () => "").trim() === "";
}
