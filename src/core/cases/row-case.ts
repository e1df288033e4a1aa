import type { Breach } from "../model/breach.ts";
import type { DocumentPath } from "../model/document-path.ts";
import { valueBreaches, type JsonSchema } from "../model/json-schema.ts";
import { suggestion } from "../model/rules/rule.ts";
import { strict, Type, type Json } from "../model/shape.ts";
import { caseIdPattern, HistoryTurn, Tags, type Case, type Dataset } from "../model/suite.ts";
import type { CaseContext } from "./case-context.ts";
import { cellValue } from "./cell-value.ts";
import type { CheckHeader } from "./csv-rows.ts";
import type { DatasetRow } from "./dataset-row.ts";

/** How the rows of one dataset become cases. */
export interface RowReader {
  /** What is wrong with the columns of a file that names them once, at its top. */
  readonly checkHeader: CheckHeader;
  /** Columns that the dataset names; a file without a header must have each in some row. */
  readonly named: readonly string[];
  read(row: DatasetRow): { readonly written: Case; readonly breaches: Breach[] };
  /** A path in a case as a path in its row: inputs are columns. */
  place(path: DocumentPath): DocumentPath;
}

const reserved = ["tags", "group", "must_pass", "history"];
const caseId = new RegExp(caseIdPattern, "u");
const reservedShape: JsonSchema = {
  ...strict({
    id: Type.String({ pattern: caseIdPattern, description: "Letters, digits, `.`, `_` and `-`, at most 120." }),
    tags: Type.Optional(Tags),
    group: Type.Optional(Type.String({ minLength: 1 })),
    must_pass: Type.Optional(Type.Boolean()),
    history: Type.Optional(Type.Array(HistoryTurn)),
  }),
};

/** @param stem The file's name without its ending: rows without an id are called `<stem>-<number>`. @param texts Cells are texts (CSV) and still have to become values. */
export function rowReader(dataset: Dataset, stem: string, texts: boolean, { variables, answersJson }: CaseContext): RowReader {
  const { id: idColumn = "id", expected: expectedColumn = "expected", inputs: mapping } = dataset;
  const mapped = new Set(Object.values(mapping ?? {}));
  const fixed = [idColumn, expectedColumn, ...reserved].filter((column) => !mapped.has(column));
  const known = [...fixed, ...variables.keys()];
  const named = [...mapped, ...[dataset.id, dataset.expected].flatMap((column) => column ?? [])];

  /** Column → variable. */
  function variablesOf(columns: readonly string[]): (readonly [string, string])[] {
    if (mapping !== undefined) return Object.entries(mapping).map(([variable, column]) => [column, variable]);
    return columns.filter((column) => variables.has(column) && !fixed.includes(column)).map((column) => [column, column]);
  }

  function unknownColumns(columns: readonly string[]) {
    if (mapping !== undefined) return [];
    return columns
      .filter((column) => !known.includes(column))
      .map((column) => ({ column, rule: "unknown-column", message: `The column \`${column}\` is no variable of the prompt.`, ...suggestion(column, known) }));
  }

  return {
    named,
    checkHeader: (columns) => {
      const missing = named
        .filter((column) => !columns.includes(column))
        .map((column) => ({ rule: "unknown-column", message: `The file has no column \`${column}\`.`, ...suggestion(column, columns) }));
      return [...missing, ...unknownColumns(columns).map(({ column: _, ...broken }) => broken)];
    },
    read: ({ number, cells }) => {
      const breaches: Breach[] = unknownColumns(Object.keys(cells)).map(({ column, ...broken }) => ({ ...broken, path: [column], onKey: true }));
      const valueOf = (column: string, type: unknown): Json | undefined => {
        const cell = Object.hasOwn(cells, column) ? (cells[column] as Json) : undefined;
        if (cell === undefined || !texts || typeof cell !== "string") return cell;
        const { value, fault } = cellValue(cell, type);
        if (fault !== undefined) breaches.push({ rule: "invalid-cell", path: [column], message: `\`${column}\` ${fault}.` });
        return value;
      };
      const own = (column: string, type: string) => (mapped.has(column) ? undefined : valueOf(column, type));
      const id = valueOf(idColumn, "string");
      const fields = {
        id: typeof id === "number" ? String(id) : (id ?? `${stem}-${number}`),
        tags: tagsOf(own("tags", "string")),
        group: own("group", "string"),
        must_pass: own("must_pass", "boolean"),
        history: own("history", "array"),
      };
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      if (!isPlain(given))
        breaches.push(...valueBreaches(reservedShape, given, []).map((breach) => (breach.path[0] === "id" ? { ...breach, path: [idColumn] } : breach)));
      const expected = mapped.has(expectedColumn) ? undefined : valueOf(expectedColumn, answersJson ? "json-or-text" : "string");
      const inputs = Object.fromEntries(
        variablesOf(Object.keys(cells)).flatMap(([column, variable]) => {
          const value = valueOf(column, variables.get(variable)?.schema["type"]);
          return value === undefined ? [] : [[variable, value] as const];
        }),
      );
      return { written: { ...given, inputs, ...(expected === undefined ? {} : { expected }) } as Case, breaches };
    },
    place: ([first, name, ...rest]) => {
      if (first !== "inputs") return [first === "id" ? idColumn : first === "expected" ? expectedColumn : (first ?? []), name ?? [], rest].flat();
      return name === undefined ? [] : [mapping?.[String(name)] ?? name, ...rest];
    },
  };
}

/** Nothing but an id, and that a right one: so most rows are, and who checks them needs no schema. */
function isPlain({ id, ...others }: Readonly<Record<string, unknown>>): boolean {
  return typeof id === "string" && caseId.test(id) && Object.keys(others).length === 0;
}

/** A list, or texts with blanks, commas or `;` between. */
function tagsOf(value: Json | undefined): Json | undefined {
  return typeof value === "string" ? value.split(/[;,\s]+/).filter((tag) => tag !== "") : value;
}
