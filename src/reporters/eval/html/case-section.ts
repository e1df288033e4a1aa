import { html, type Markup } from "./markup.ts";

/** Where the page's script puts filters, table and pages. Until it has, and where it may not run, the section says where the results are. */
export function caseSection(results: string): Markup {
  return html`<section id="cases" aria-labelledby="cases-title">
    <h2 id="cases-title" tabindex="-1">Cases</h2>
    <p class="note" data-place="sample" hidden></p>
    <div data-place="cases">
      <p class="note">The table of cases needs JavaScript. Every result is in <code>${results}</code>.</p>
    </div>
  </section>`;
}
