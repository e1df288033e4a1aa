import { Markup } from "./markup.ts";

/** JSON in an element that no browser runs or shows. A `<` would be the only way out of it. @param name A word of our own. */
export function dataBlock(name: string, value: unknown): Markup {
  return new Markup(`<script type="application/json" data-holds="${name}">${JSON.stringify(value).replaceAll("<", "\\u003c")}</script>\n`);
}
