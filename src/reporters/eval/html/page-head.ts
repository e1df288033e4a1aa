import { startedAt } from "../../../core/eval/evaluation-id.ts";
import { documentHead } from "./document-head.ts";
import type { InlinePart } from "./inline-part.ts";
import { html, Markup } from "./markup.ts";

export interface PageHead {
  readonly title: string;
  /** Of the evaluation. */
  readonly id: string;
  readonly style: InlinePart;
  readonly script: InlinePart;
}

/** Everything before the page's own sections. What the page may do is said first: run this script, use this style, and nothing else. */
export function pageHead({ title, id, style, script }: PageHead): Markup {
  const policy = [
    "default-src 'none'",
    `script-src ${script.source}`,
    `style-src ${style.source}`,
    "base-uri 'none'",
    "form-action 'none'",
    // The script makes elements, never markup: a text that got this far could still not become any.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  const started = startedAt(id);
  const head = documentHead(`${title} – promptops evaluation`, policy, style);
  const top = html`<a class="skip" href="#cases-title">Skip to the cases</a>
    <header>
      <p class="brand"><b>promptops</b> evaluation</p>
      <p class="when">${started !== undefined && html`<time datetime="${started}">${dateText(started)}</time>`} <code>${id}</code></p>
      <div data-place="theme"></div>
    </header>`;
  return new Markup(`<!doctype html>\n<html lang="en">\n${head.text}\n<body>\n${top.text}\n`);
}

/** `20 November 2026, 09:00 UTC` */
function dateText(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split("-");
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}, ${iso.slice(11, 16)} UTC`;
}

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
