import { html, type Markup } from "./markup.ts";

/** Tables may be wider than a phone: they scroll on their own, also by keyboard. @param label Of no other region of the page. */
export function wideTable(label: string, table: Markup): Markup {
  return html`<div class="card scroll" role="region" tabindex="0" aria-label="${label}">${table}</div>`;
}
