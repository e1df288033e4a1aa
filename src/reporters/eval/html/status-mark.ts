import { statuses, type StatusName } from "../statuses.ts";
import { html, type Markup } from "./markup.ts";

/** A status as a sign that needs no colour; the word stands beside it. */
export function statusMark(status: StatusName): Markup {
  return html`<svg class="sign ${status}" viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="8" />
    <path d="${statuses[status].icon}" />
  </svg>`;
}
