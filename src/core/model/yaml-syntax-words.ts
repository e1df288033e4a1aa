import type { YAMLError } from "yaml";

interface SyntaxWords {
  /** `yaml-syntax` when absent. */
  readonly rule?: string;
  readonly message: string;
  readonly hint: string;
}

/** What the parser's complaints mean to somebody who wrote a key in the wrong place. The first line that fits counts. */
const table: readonly (SyntaxWords & { readonly code: YAMLError["code"]; readonly saying?: RegExp })[] = [
  {
    code: "TAB_AS_INDENT",
    rule: "tab-indent",
    message: "A tab indents this line; YAML allows spaces only.",
    hint: "Replace the tab by two spaces.",
  },
  {
    code: "TAG_RESOLVE_FAILED",
    rule: "unknown-tag",
    message: "This tag (`!…`) means nothing here.",
    hint: "Remove the tag; quote the value if it is meant as text.",
  },
  {
    code: "BAD_INDENT",
    saying: /^Flow/,
    message: "A `[` or `{` above is not closed before this line.",
    hint: "Close it, and indent every line in between.",
  },
  {
    code: "BAD_INDENT",
    message: "This line is not indented like those it belongs to.",
    hint: "Keys of one map, and the `-` of one list, start in the same column.",
  },
  {
    code: "MISSING_CHAR",
    saying: /quote$/,
    message: "A quoted text is not closed.",
    hint: "Put the same quote at its end as at its beginning.",
  },
  {
    code: "MISSING_CHAR",
    saying: /^Sequence item/,
    message: "This line is not indented like the list's entry it belongs to.",
    hint: "Begin an entry with `- `, and indent its other keys as far as the first.",
  },
  {
    code: "MISSING_CHAR",
    saying: /^Implicit map keys/,
    message: "This line is neither a key with its value nor part of a text.",
    hint: "Write `key: value`, or indent the line to belong to the text above it.",
  },
  {
    code: "MISSING_CHAR",
    saying: /^Missing ,/,
    message: "A comma is missing between two entries.",
    hint: "Put `,` between them, or close the list or map before the next key.",
  },
  {
    code: "MULTILINE_IMPLICIT_KEY",
    message: "This line is no key: it has no `:` with a space behind it.",
    hint: "Write `key: value`, or indent the line to belong to the text above it.",
  },
  {
    code: "BLOCK_AS_IMPLICIT_KEY",
    saying: /^Nested/,
    message: "A second `:` stands in this value, or the lines below it are indented too far.",
    hint: "Quote a text that holds `: `; let keys of one map start in the same column.",
  },
  {
    code: "BLOCK_AS_IMPLICIT_KEY",
    message: "This line is not indented like the list's entries above it.",
    hint: "The `-` of one list start in the same column.",
  },
  {
    code: "UNEXPECTED_TOKEN",
    saying: /^Unexpected (?:double-quoted-scalar|single-quoted-scalar|scalar|flow)/,
    message: "A value ends here, and more stands behind it.",
    hint: "Text with double quotes in it wants single quotes around it, or a block: `content: |` with the text indented below.",
  },
  {
    code: "BAD_SCALAR_START",
    message: "A value cannot begin with this sign unless it is quoted.",
    hint: 'Quote the value: `"@here"`.',
  },
];

/** A complaint of the parser in plain words with the way out; undefined where its own words are the best there are. */
export function syntaxWords({ code, message: said }: YAMLError): SyntaxWords | undefined {
  const found = table.find((row) => row.code === code && (row.saying?.test(said) ?? true));
  if (found === undefined) return undefined;
  const { rule, message, hint } = found;
  return { ...(rule !== undefined && { rule }), message, hint };
}
