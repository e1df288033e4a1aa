import type { InlinePart } from "./inline-part.ts";
import { html, Markup } from "./markup.ts";
import type { PageEmbedded } from "./page-data.ts";

interface PageFoot {
  readonly embedded: PageEmbedded;
  /** Of everything that comes before. */
  readonly bytes: number;
  readonly version: string | undefined;
  readonly script: InlinePart;
  readonly licenses: string;
}

/** How much the page holds, and the script, which finds everything above it. */
export function pageFoot({ embedded: { embedded, total }, bytes, version, script, licenses }: PageFoot): Markup {
  const results =
    embedded === total ? `all ${total.toLocaleString("en")} results` : `${embedded.toLocaleString("en")} of ${total.toLocaleString("en")} results`;
  const size = sizeText(bytes + script.bytes + Buffer.byteLength(licenses));
  const text = html`<footer>
    <p>
      This file holds ${results}, in ${size}. Long texts are cut; every result is whole where the evaluation was
      made.${version !== undefined && ` Written by promptops ${version}.`}
    </p>
  </footer>`;
  return new Markup(`${text.text}\n${script.element.text}\n<!--\n${licenses.replaceAll("--", "- -")}\n-->\n</body>\n</html>\n`);
}

function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
