import { html, type Markup } from "./markup.ts";

/** Words between backticks are typed. */
export function withCode(text: string): Markup[] {
  return text.split("`").map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
