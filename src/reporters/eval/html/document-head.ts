import type { InlinePart } from "./inline-part.ts";
import { html, type Markup } from "./markup.ts";

/** The head of every page. @param policy What the page may do, as a Content-Security-Policy. */
export function documentHead(title: string, policy: string, style: InlinePart): Markup {
  return html`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>
    ${style.element}
  </head>`;
}
