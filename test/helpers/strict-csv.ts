/** What a field that is not quoted may hold: none of the separators, no quote, no line end of any kind. */
const bare = /[^",\r\n]*/y;
const quoted = /"((?:[^"]|"")*)"/y;
/** Spreadsheets read each of them as the end of a row. */
const rowEnd = /\r\n|\n|\r/y;

/**
 * The rows of a CSV text, read as RFC 4180 and spreadsheets do, whatever wrote it: outside of quotes any line end ends a row.
 * @throws when a quote is out of place, or a row is longer or shorter than the first.
 */
export function strictCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const taken = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length || row.length > 0) {
    const inQuotes = taken(quoted);
    row.push(inQuotes === null ? (taken(bare)?.[0] ?? "") : (inQuotes[1] ?? "").replaceAll('""', '"'));
    if (text[at] === ",") {
      at += 1;
      continue;
    }
    if (at < text.length && taken(rowEnd) === null) throw new Error(`unexpected ${JSON.stringify(text.slice(at, at + 20))} at ${at}`);
    rows.push(row);
    row = [];
  }
  const odd = rows.findIndex(({ length }) => length !== rows[0]?.length);
  if (odd >= 0) throw new Error(`row ${odd} has ${rows[odd]?.length} cells, not ${rows[0]?.length}`);
  return rows;
}

/** The same, a record per row under the names of the first. */
export function csvRecords(text: string): Record<string, string>[] {
  const [names = [], ...rows] = strictCsv(text);
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ""])));
}
