import { expect, test } from "vitest";
import { csvRows } from "../../../src/core/cases/csv-rows.ts";

async function* bytesOf(pieces: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
}

/** `1 a=x,b=y @2` for a row, `!4 …` for a problem. */
async function read(pieces: readonly (string | Uint8Array)[], unknown: readonly string[] = []): Promise<string[]> {
  const rows = csvRows("rows.csv", bytesOf(pieces), (names) =>
    names.filter((name) => unknown.includes(name)).map((name) => ({ rule: "unknown", message: `no ${name}` })),
  );
  return (await Array.fromAsync(rows)).map((next) =>
    "problem" in next
      ? `!${next.problem.line} ${next.problem.message}`
      : `${next.row.number} ${Object.entries(next.row.cells).map(String).join(" ")} @${next.row.at().line}`,
  );
}

test("ragged rows are told one by one, and the others are read", async () => {
  expect(await read(["a,b\n1,2\n1\n3,4\n1,2,3\n", '"5\n5",6\n'])).toEqual([
    "1 a,1 b,2 @2",
    "!3 The row has 1 cells, the header 2.",
    "3 a,3 b,4 @4",
    "!5 The row has 3 cells, the header 2.",
    "5 a,5\n5 b,6 @6",
  ]);
});

test("only ragged rows, and a last one", async () => {
  expect(await read(["a,b\n1\n2"])).toEqual(["!2 The row has 1 cells, the header 2.", "!3 The row has 1 cells, the header 2."]);
});

test("a broken quote ends the file, and the rows before it are read", async () => {
  const told = await read(["a,b\n1,2\n3\n", '"4"x,5\n6,7\n8,"9"\n']);
  expect(told.slice(0, 2)).toEqual(["1 a,1 b,2 @2", "!3 The row has 1 cells, the header 2."]);
  expect(told.slice(2)).toEqual([expect.stringMatching(/^!4 Invalid Closing Quote/)]);
});

test("a quote that is never closed too", async () => {
  expect(await read(['a,b\n1,2\n"3,4\n5,6\n'])).toEqual(["1 a,1 b,2 @2", expect.stringMatching(/^!\d Quote Not Closed/)]);
});

test("text that is no UTF-8 ends the file, and the rows before it are read", async () => {
  expect(await read(["a,b\n1,2\n3,4\n", new Uint8Array([0x35, 0xff, 0x2c, 0x36, 0x0a])])).toEqual([
    "1 a,1 b,2 @2",
    "2 a,3 b,4 @3",
    "!4 The file is not UTF-8 text.",
  ]);
});

test("another delimiter than a comma is named", async () => {
  expect(await read(["a;b\n1;2\n"], ["a;b"])).toEqual(["!1 The header has `;` between its columns in place of commas."]);
  expect(await read(["a\tb\n1\t2\n"])).toEqual(["!1 The header has tabs between its columns in place of commas."]);
  expect(await read(['a,b;c\n1,"2;3"\n'])).toEqual(["1 a,1 b;c,2;3 @2"]);
  expect(await read(["a\n1;2\n"])).toEqual(["1 a,1;2 @2"]);
});

test("a header that nobody can use says so, and nothing else", async () => {
  expect(await read(["a,b\n1,2\n3\n"], ["b"])).toEqual(["!1 no b"]);
  expect(await read(["a,a\n1,2\n"])).toEqual(["!1 The column `a` occurs twice."]);
});

test("what goes wrong with reading itself is thrown", async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode("a\n1\n");
    throw new Error("the disk is gone");
  }
  await expect(Array.fromAsync(csvRows("rows.csv", broken(), () => []))).rejects.toThrow("the disk is gone");
});
