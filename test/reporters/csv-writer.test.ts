import fc from "fast-check";
import { expect, it } from "vitest";
import { csvWriter } from "../../src/reporters/csv-writer.ts";
import { strictCsv } from "../helpers/strict-csv.ts";

const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", "=", "+", "-", "@", "\t", "'", " ", ";", "é", "\u0007", "＝") });

/** What is in the cell for whoever opens the file: no formula, nothing that a spreadsheet cannot hold. */
function shown(text: string): string {
  return text.replace(/^[=+\-@\t\r＝]/, "'$&").replaceAll("\u0007", "\ufffd");
}

it("writes rows that a strict reader finds again, whatever their cells hold", async () => {
  const write = await csvWriter();
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 })),
      (rows) => {
        // A row of one empty cell is an empty line, which every reader passes over.
        fc.pre(rows.every((row) => row.length > 1 || row[0] !== ""));
        expect(strictCsv(write(rows))).toEqual(rows.map((row) => row.map(shown)));
      },
    ),
  );
});

it("ends rows as RFC 4180 says, and leaves numbers as they are", async () => {
  expect(
    (await csvWriter())([
      ["a", "b"],
      [-1.5, undefined],
    ]),
  ).toBe("a,b\r\n-1.5,\r\n");
});
