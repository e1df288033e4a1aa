import { element } from "./element.ts";
import { inOneText, sideBySide, type Part, type Row } from "./side-by-side.ts";
import { visibleText } from "./visible-text.ts";

interface Sides {
  /** What each side is called. */
  readonly names: readonly [string, string];
  readonly texts: readonly [string, string];
}

/** Lines with equal lines around them are folded when more than this many stand between two changes. */
const context = 3;

/** Two texts beside each other, what changed marked in both. */
export function sideBySideView({ names, texts }: Sides): HTMLElement {
  const rows = sideBySide(...texts);
  if (rows === undefined) return plain({ names, texts });
  if (rows.every(({ same }) => same)) return element("div", {}, element("p", { class: "note" }, "No difference."), block(texts[1], names[1]));
  return element(
    "table",
    { class: "diff" },
    element("caption", { class: "visually-hidden" }, `${names[0]} on the left, ${names[1]} on the right`),
    element("thead", {}, element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...folded(rows).map((row) => (typeof row === "number" ? foldRow(row) : diffRow(row)))),
  );
}

/** Two texts as one: what only the first has is struck out, what only the second has is underlined. */
export function inOneView({ names, texts }: Sides): HTMLElement {
  const changes = inOneText(...texts);
  if (changes === undefined) return plain({ names, texts });
  const tags = { same: "span", removed: "del", added: "ins" } as const;
  return element(
    "div",
    {},
    element("p", { class: "note" }, element("del", {}, names[0]), " ", element("ins", {}, names[1])),
    element("pre", { class: "text", dir: "auto" }, ...changes.map(({ text, kind }) => element(tags[kind], {}, ...visibleText(text)))),
  );
}

function plain({ names, texts }: Sides): HTMLElement {
  return element(
    "div",
    {},
    element("p", { class: "note" }, "These texts differ too much to mark the differences."),
    ...texts.map((text, at) => element("div", {}, element("h4", {}, names[at] ?? ""), block(text, names[at] ?? ""))),
  );
}

/** A text of any length in a box of its own, which scrolls by keyboard too. */
export function block(text: string, name: string): HTMLElement {
  return element(
    "pre",
    { class: "text", dir: "auto", tabindex: 0, role: "region", "aria-label": name },
    ...(text === "" ? [element("i", {}, "(empty)")] : visibleText(text)),
  );
}

function diffRow({ same, left, right }: Row): HTMLTableRowElement {
  return element("tr", same ? {} : { class: "changed" }, cell(left, "del"), cell(right, "ins"));
}

function cell(parts: readonly Part[] | undefined, tag: "del" | "ins"): HTMLTableCellElement {
  if (parts === undefined) return element("td", { class: "none" });
  const nodes = parts.map(({ text, changed }) => (changed && text !== "" ? element(tag, {}, ...visibleText(text)) : visibleText(text)));
  return element("td", { dir: "auto" }, ...nodes);
}

function foldRow(lines: number): HTMLTableRowElement {
  return element("tr", { class: "fold" }, element("td", { colspan: 2 }, `${lines} equal lines`));
}

/** Rows, and numbers in place of equal ones that are far from any change. */
function folded(rows: readonly Row[]): (Row | number)[] {
  const near = new Set<number>();
  for (const [at, { same }] of rows.entries()) if (!same) for (let by = -context; by <= context; by += 1) near.add(at + by);
  const shown: (Row | number)[] = [];
  for (const [at, row] of rows.entries()) {
    const last = shown.at(-1);
    if (near.has(at)) shown.push(row);
    else if (typeof last === "number") shown[shown.length - 1] = last + 1;
    else shown.push(1);
  }
  // Folding a single line would save nothing.
  let at = 0;
  return shown.map((row) => {
    const start = at;
    at += typeof row === "number" ? row : 1;
    return row === 1 ? (rows[start] ?? row) : row;
  });
}
