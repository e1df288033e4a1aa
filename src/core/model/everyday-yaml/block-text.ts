import { skipSpaces } from "./flow-value.ts";

const headers = ["|", "|-", ">", ">-"] as const;
type Header = (typeof headers)[number];

/**
 * A text behind `|` or `>`. @param lines All lines of the document. @param from The line behind the header.
 * @param outside The column of what the text belongs to: its lines are indented further.
 * @returns The text and the line behind it; undefined where lines are indented in an unusual way.
 */
export function blockText(
  header: string,
  lines: readonly string[],
  from: number,
  outside: number,
): { readonly value: string; readonly end: number } | undefined {
  if (!isHeader(header)) return undefined;
  const rows: string[] = [];
  let width = 0;
  let end = from;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? "";
    const spaces = skipSpaces(line, 0);
    if (spaces === line.length) {
      if (spaces > width) return undefined;
      rows.push("");
      continue;
    }
    if (width === 0 && spaces > outside) width = spaces;
    if (spaces <= outside) break;
    if (spaces < width) return undefined;
    rows.push(line.slice(width));
  }
  // The last line ends as the others do.
  if (width === 0 || (end === lines.length && lines.at(-1) !== "")) return undefined;
  while (rows.at(-1) === "") rows.pop();
  const text = header.startsWith("|") ? rows.join("\n") : folded(rows);
  return text === undefined ? undefined : { value: header.endsWith("-") ? text : `${text}\n`, end };
}

function isHeader(text: string): text is Header {
  return (headers as readonly string[]).includes(text);
}

/** Each line end a space, each empty line a line end. */
function folded(rows: readonly string[]): string | undefined {
  if (rows[0] === "" || rows.some((row) => row.startsWith(" ") || row.endsWith(" "))) return undefined;
  return rows.join("\n").replaceAll(/\n+/g, (ends) => (ends.length === 1 ? " " : ends.slice(1)));
}
