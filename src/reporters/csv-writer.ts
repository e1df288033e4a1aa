export type CsvCell = string | number | undefined;

/** No spreadsheet takes them, and some stop at them. */
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/**
 * Rows as RFC 4180 has them. A cell with any kind of line end is quoted: readers take a bare LF or CR for the end of a row. What would be
 * a formula in a spreadsheet gets a `'` in front, and what cannot be printed becomes U+FFFD.
 */
export async function csvWriter(): Promise<(rows: readonly (readonly CsvCell[])[]) => string> {
  const { stringify } = await import("csv-stringify/sync");
  return (rows) =>
    stringify(
      rows.map((row) => row.map(cell)),
      { record_delimiter: "windows", quoted_match: /[\r\n]/, escape_formulas: true },
    );
}

function cell(value: CsvCell): CsvCell {
  return typeof value === "string" ? value.toWellFormed().replaceAll(unprintable, "\ufffd") : value;
}
