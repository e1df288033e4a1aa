import { decodeText } from "../model/decode-text.ts";
import { readYaml } from "../model/read-yaml.ts";
import type { RowOrProblem } from "./dataset-row.ts";

/** The largest YAML dataset, in bytes: it is read whole. */
const sizeLimit = 10_000_000;

/** The entries of a YAML list. */
export function* yamlRows(file: string, bytes: Uint8Array): Generator<RowOrProblem> {
  const decoded = decodeText(file, bytes, sizeLimit);
  if ("problem" in decoded) {
    yield decoded;
    return;
  }
  const { value, problems, locate, locateKey } = readYaml(file, decoded.text);
  yield* problems.map((problem) => ({ problem }));
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    yield { problem: { rule: "wrong-type", file, line: 1, column: 1, message: "A YAML dataset is a list of rows.", hint: "Begin each row with `- `." } };
    return;
  }
  for (const [at, cells] of value.entries()) {
    const position = (column?: string) => (column === undefined ? locate([at]) : locateKey([at, column])) ?? { line: 1 };
    if (typeof cells === "object" && cells !== null && !Array.isArray(cells)) yield { row: { number: at + 1, cells, at: position } };
    else yield { problem: { rule: "wrong-type", file, ...position(), message: "A row is a map of keys." } };
  }
}
