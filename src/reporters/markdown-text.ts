import { oneLine } from "./one-line.ts";

/** A foreign text as one line of Markdown in which nothing is markup. */
export function markdownText(text: string, most = 500): string {
  return oneLine(text, most)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_[\]|~@#]/g, "\\$&");
}

/** A row of a table. Its cells are Markdown already. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

/** Titles and the line below them. The first column is flush left, so is the last when it holds words, or all do; all others end flush right. */
export function markdownHead(titles: readonly string[], last: "words" | "numbers" | "all-words"): string {
  const left = (at: number) => at === 0 || last === "all-words" || (last === "words" && at === titles.length - 1);
  return markdownRow(titles) + markdownRow(titles.map((_, at) => (left(at) ? ":--" : "--:")));
}
