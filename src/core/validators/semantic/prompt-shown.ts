import { withLf } from "../../identity/line-ends.ts";
import type { ResolvedPrompt } from "../../model/resolved-prompt.ts";
import { promptTexts } from "../prompt-texts.ts";

/** A prompt's own words as a judge is shown them: message by message, then the partials, templates as they are written. */
export function promptShown(resolved: ResolvedPrompt): string {
  const templates = promptTexts(resolved).filter(({ kind, text }) => kind === "template" && text.trim() !== "");
  return templates.map(({ path, role, text }) => `[${role === undefined ? path : `${role} message, ${path}`}]\n${withLf(text).trim()}`).join("\n\n");
}
