import fc from "fast-check";
import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { DocumentPath } from "../../../src/core/model/document-path.ts";
import { everydayYaml } from "../../../src/core/model/everyday-yaml/everyday-yaml.ts";
import { readYaml } from "../../../src/core/model/read-yaml.ts";
import type { Json } from "../../../src/core/model/shape.ts";
import { wholeYaml } from "../../../src/core/model/whole-yaml.ts";

const root = resolve(import.meta.dirname, "../../..");
const written = globSync(["templates/**/*.yml", "test/spec/**/*.yaml", ".promptops.example.yml"], { cwd: root }).map((file) =>
  readFileSync(resolve(root, file), "utf8"),
);

/** Whether it was read the short way; then the value, and where lists and maps begin, are what the whole parser says. */
function agrees(text: string): boolean {
  const everyday = everydayYaml(text);
  if (everyday === undefined) return false;
  const whole = wholeYaml("some.yml", text);
  expect({ text, problems: whole.problems, value: JSON.stringify(everyday.value) }).toEqual({ text, problems: [], value: JSON.stringify(whole.value) });
  for (const path of pathsOf(everyday.value)) {
    const start = everyday.startOf(path);
    if (start !== undefined) expect({ text, path, ...start }).toEqual({ text, path, ...whole.locate(path) });
  }
  return true;
}

function pathsOf(value: Json, path: DocumentPath = []): DocumentPath[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner as Json, [...path, Array.isArray(value) ? Number(key) : key]))];
}

const read: Record<string, string> = {
  "maps in maps": "a:\n  b: 1\n  c:\n    d: x\ne: y\n",
  "a list below its key, indented and not": "a:\n  - 1\n  - 2\nb:\n- x\n-   y: 1\n    z: 2\n",
  "entries on lines of their own": "-\n  a: 1\n-\n- # nothing\n",
  "words of the core schema": "a: true\nb: False\nc: null\nd: ~\ne:\nf: yes\ng: nulls\n",
  numbers: "a: 1\nb: -2.50\nc: 1e3\nd: .5\ne: 007\nf: +1\ng: 1_000\nh: 1.2.3\ni: 2026-11-20\nj: -x\nk: 1.0: \n".replace("k: 1.0: \n", "1.0: k\n"),
  quotes: 'a: "x: y # z"\nb: \'it\'\'s\'\nc: "tab\\t \\"q\\""\n\'d e\': 1\n"f": 2 # why\n',
  brackets: 'a: [1, two, "three", \'x, y\', -4]\nb: { c: d, "e": [], f: {} } # why\ng: [http://x/y]\n',
  "texts in blocks": "a: |\n  one\n\n    two\n  # three\n\nb: |-\n    x\nc:\n  - |\n    y\n  - >-\n    folded\n    text\n\n    here\n",
  comments: "# top\n\na: 1 # one\n  # odd place\nb: x#y\n\n# end\n",
  "signs of all languages": "a: Füße 😀\u00a0x\nb: '\u2028'\n",
};

const left: Record<string, string> = {
  "a tab": "a:\tb\n",
  "a carriage return": "a: b\r\n",
  "a byte order mark": "\uFEFFa: b\n",
  "a text on two lines": "a: b\n  c\n",
  "brackets on two lines": "a: [1,\n  2]\n",
  "a key twice": "a: 1\na: 2\n",
  "a key twice in brackets": "a: { b: 1, b: 2 }\n",
  "an anchor": "a: &b c\n",
  "an alias": "a: *b\n",
  "a tag": "a: !b c\n",
  "a merge key": "<<: { a: 1 }\n",
  "a key that is no text": "null: 1\n",
  "a key that objects have": "__proto__: 1\n",
  "a second document": "a: 1\n---\nb: 2\n",
  "a directive": "%YAML 1.2\n---\na: 1\n",
  "a number too large": "a: 12345678901234567890\n",
  "no number": "a: .nan\n",
  "a colon in a text": "a: b: c\n",
  "a line indented too far": "a: 1\n  b: 2\n",
  "a line indented too little": "a:\n    b: 1\n  c: 2\n",
  "a text behind its quotes": 'a: "b" c\n',
  "quotes that stay open": 'a: "b\n',
  "an unknown escape": 'a: "\\d"\n',
  "a sign that is kept": "a: @b\n",
  "a variable without quotes": "a: {{ b }}\n",
  "a block that ends with the file": "a: |\n  b",
  nothing: "",
  "a lone text": "a\n",
};

test.each(Object.entries(read))("reads %s", (_, text) => {
  expect(agrees(text)).toBe(true);
});

test.each(Object.entries(left))("leaves %s to the whole parser", (_, text) => {
  expect(everydayYaml(text)).toBeUndefined();
  expect(readYaml("some.yml", text)).toMatchObject({ problems: wholeYaml("some.yml", text).problems });
});

test("positions of all kinds are those of the whole parser", () => {
  const text = "a: 1\nb:\n  - c: |\n      {{ x }}\n";
  const [short, whole] = [readYaml("some.yml", text), wholeYaml("some.yml", text)];
  const path = ["b", 0, "c"];
  expect(everydayYaml(text)).toBeDefined();
  expect([short.locate(path), short.locateKey(path), short.locateInText(path, 1, 4), short.locate(["b"]), short.locate(["b", 0, "nowhere"])]).toEqual([
    whole.locate(path),
    whole.locateKey(path),
    whole.locateInText(path, 1, 4),
    whole.locate(["b"]),
    whole.locate(["b", 0, "nowhere"]),
  ]);
});

describe("the documents of this project", () => {
  test("of those that are written to be used, most are read the short way", () => {
    const short = written.filter(agrees).length;
    expect(short).toBeGreaterThan(written.length / 3);
  });

  test("with lines and signs changed, they are read as the whole parser reads them or not at all", () => {
    const signs = [
      "\n",
      "\n\n",
      " ",
      "  ",
      "#",
      " # ",
      ":",
      ": ",
      "- ",
      "|\n",
      ">",
      '"',
      "'",
      "[",
      "]",
      "{",
      "}",
      ",",
      "~",
      "0x1",
      ".5",
      "\\",
      "&a ",
      "? ",
      "---\n",
    ];
    const short = written.filter((text) => text.length < 5_000);
    const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.integer({ min: 0, max: 4 }), put: fc.constantFrom("", ...signs) });
    const cut = fc.record({ text: fc.constantFrom(...short), from: fc.double({ min: 0, max: 1, noNaN: true }), rows: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(cut, fc.array(change, { maxLength: 3 }), ({ text, from, rows }, changes) => {
        const lines = text.split("\n");
        const first = Math.floor(from * lines.length);
        const indent = /^ */.exec(lines[first] ?? "")?.[0].length ?? 0;
        let piece = lines
          .slice(first, first + rows)
          .map((line) => (line.slice(0, indent).trim() === "" ? line.slice(indent) : line))
          .join("\n");
        for (const { at, drop, put } of changes) {
          const place = Math.floor(at * piece.length);
          piece = piece.slice(0, place) + put + piece.slice(place + drop);
        }
        agrees(piece);
      }),
      { numRuns: 4_000 },
    );
  });
});
