import { posix } from "node:path";
import type { CaseContext } from "../../core/cases/case-context.ts";
import { checkCase } from "../../core/cases/check-case.ts";
import { csvRows, type CheckHeader } from "../../core/cases/csv-rows.ts";
import type { RowOrProblem } from "../../core/cases/dataset-row.ts";
import { evalCases } from "../../core/cases/eval-cases.ts";
import { jsonlBatches } from "../../core/cases/jsonl-rows.ts";
import { rowReader } from "../../core/cases/row-case.ts";
import { yamlRows } from "../../core/cases/yaml-rows.ts";
import type { Problem } from "../../core/errors/problem.ts";
import { problemLimit, tooManyProblems } from "../../core/errors/too-many-problems.ts";
import { problemAt, type Breach } from "../../core/model/breach.ts";
import { pathText, type DocumentPath } from "../../core/model/document-path.ts";
import type { ParsedDocument } from "../../core/model/parse-document.ts";
import { suggestion } from "../../core/model/rules/rule.ts";
import type { Case, Dataset, EvalCase, Suite } from "../../core/model/suite.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { DatasetFile } from "./dataset-files.ts";

export interface ReadableSuite {
  readonly source: DocumentSource;
  readonly document: ParsedDocument<Suite>;
  /** The document's value; of a misshapen one what has the right shape. */
  readonly suite: Suite;
  /** Where a place in `suite` is in the document. */
  readonly original: (path: DocumentPath) => DocumentPath;
  readonly datasets: readonly { readonly dataset: Dataset; readonly files: readonly DatasetFile[] }[];
  readonly context: CaseContext;
}

/** Column names remembered for suggestions; rows may have keys of their own without end. */
const columnLimit = 1000;

/** A case as its file has it, and where that is. */
interface Found {
  readonly written: Case;
  readonly origin: EvalCase["origin"];
  /** What reading it already found; paths count from its document. */
  readonly breaches: readonly Breach[];
  /** A path in the case → a path in its document. */
  readonly place: (path: DocumentPath) => DocumentPath;
  readonly problem: (breach: Breach) => Problem;
  readonly tags?: readonly string[];
}

type FoundOrProblem = { readonly found: Found } | { readonly problem: Problem };

type CaseOrProblem = { readonly evalCase: EvalCase } | { readonly problem: Problem };

/** The ids of a suite so far. */
interface Seen {
  has(id: string): boolean;
  add(id: string): unknown;
}

/** For a suite whose ids were looked at before: a million of them are not kept once more. */
const lookedAt: Seen = { has: () => false, add: () => undefined };

/** The cases of a suite in test order: its own, then its datasets' row by row. Only the ids seen are kept in memory. */
export async function* readCases(suite: ReadableSuite): AsyncGenerator<CaseOrProblem> {
  for await (const batch of caseBatches(suite)) yield* batch;
}

/** The same, as many at a time as came together. @param again Was it read to its end before, and every id found to be its own? */
export async function* caseBatches(suite: ReadableSuite, again = false): AsyncGenerator<readonly CaseOrProblem[]> {
  const seen = again ? lookedAt : new Set<string>();
  yield [...checkedCases(ownCases(suite), suite.context, seen)];
  for (const { dataset, files } of suite.datasets) for (const file of files) yield* fileCases(suite, dataset, file, seen);
}

/** Stops reading a file that is wrong throughout. */
async function* fileCases(suite: ReadableSuite, dataset: Dataset, file: DatasetFile, seen: Seen): AsyncGenerator<readonly CaseOrProblem[]> {
  let problems = 0;
  for await (const found of rowCases(suite, dataset, file)) {
    const batch: CaseOrProblem[] = [];
    for (const next of checkedCases(found, suite.context, seen)) {
      batch.push(next);
      if ("problem" in next) problems += 1;
      if (problems === problemLimit) break;
    }
    yield batch;
    if (problems < problemLimit) continue;
    yield [{ problem: tooManyProblems(file.file) }];
    return;
  }
}

/** @param seen Grows. */
function* checkedCases(found: Iterable<FoundOrProblem>, context: CaseContext, seen: Seen): Generator<CaseOrProblem> {
  for (const next of found) {
    if ("problem" in next) {
      yield next;
      continue;
    }
    const { written, origin, place, problem, tags } = next.found;
    const broken = breachesOf(next.found, context);
    yield* broken.map((breach) => ({ problem: problem(breach) }));
    const duplicate = (id: string): CaseOrProblem => ({
      problem: problem({
        rule: "duplicate-case",
        path: place(["id"]),
        message: `The suite has a case \`${id}\` already.`,
        hint: "Give every case an id of its own.",
      }),
    });
    if (broken.length > 0) {
      // What a matrix makes of it nobody can say, but its name is known.
      if (written.matrix === undefined && seen.has(written.id)) yield duplicate(written.id);
      if (written.matrix === undefined) seen.add(written.id);
      continue;
    }
    for (const evalCase of evalCases(written, origin, context, tags)) {
      yield seen.has(evalCase.id) ? duplicate(evalCase.id) : { evalCase };
      seen.add(evalCase.id);
    }
  }
}

/** What reading it found, and of what checking it finds whatever is about another place. */
function breachesOf({ written, breaches, place }: Found, context: CaseContext): readonly Breach[] {
  const more = [...checkCase(written, context)].map((breach) => ({ ...breach, path: place(breach.path) }));
  if (breaches.length === 0 || more.length === 0) return breaches.length === 0 ? more : breaches;
  const already = new Set(breaches.map(({ path }) => pathText(path)));
  return [...breaches, ...more.filter(({ path }) => !already.has(pathText(path)))];
}

function* ownCases({ document, suite, original }: ReadableSuite): Generator<FoundOrProblem> {
  const { file, locate } = document;
  for (const [at, written] of (suite.cases ?? []).entries()) {
    const line = locate(original(["cases", at]))?.line;
    const problem = (breach: Breach) => problemAt(file, breach, document);
    const place = (path: DocumentPath) => original(["cases", at, ...path]);
    yield { found: { written, origin: { file, ...(line !== undefined && { line }) }, breaches: [], place, problem } };
  }
}

async function* rowCases({ source, context }: ReadableSuite, dataset: Dataset, { file, format }: DatasetFile): AsyncGenerator<readonly FoundOrProblem[]> {
  const reader = rowReader(dataset, stemOf(file), format === "csv", context);
  let empty = true;
  const unseen = new Set(reader.named);
  const columns = new Set<string>();

  function foundIn(next: RowOrProblem): FoundOrProblem {
    empty = false;
    if ("problem" in next) return next;
    const { row } = next;
    for (const column of Object.keys(row.cells)) {
      unseen.delete(column);
      if (columns.size < columnLimit) columns.add(column);
    }
    const problem = ({ rule, path, message, hint }: Breach): Problem => {
      const [column] = path;
      return {
        rule,
        file,
        ...row.at(column === undefined ? undefined : String(column)),
        ...(path.length > 0 && { path: pathText(path) }),
        message,
        ...(hint !== undefined && { hint }),
      };
    };
    const origin = { file, line: row.at().line };
    return { found: { ...reader.read(row), origin, place: reader.place, problem, ...(dataset.tags !== undefined && { tags: dataset.tags }) } };
  }

  for await (const rows of rowsOf(source, file, format, reader.checkHeader)) yield rows.map(foundIn);
  if (empty) yield [{ problem: { rule: "empty-dataset", file, line: 1, message: "The dataset has no rows.", hint: "Remove it from the suite, or add rows." } }];
  // The columns of a CSV file were compared with its header.
  else if (format !== "csv")
    yield [...unseen].map((column) => ({
      problem: { rule: "unknown-column", file, line: 1, message: `No row has the key \`${column}\`.`, ...suggestion(column, [...columns]) },
    }));
}

async function* rowsOf(source: DocumentSource, file: string, format: DatasetFile["format"], checkHeader: CheckHeader): AsyncGenerator<readonly RowOrProblem[]> {
  if (format === "jsonl") yield* jsonlBatches(file, source.stream(file));
  else if (format === "csv") for await (const row of csvRows(file, source.stream(file), checkHeader)) yield [row];
  else yield [...yamlRows(file, (await source.read(file)) ?? new Uint8Array())];
}

/** The beginning of the ids of rows without one. */
function stemOf(file: string): string {
  const stem = posix
    .basename(file, posix.extname(file))
    .replaceAll(/[^A-Za-z0-9._-]/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "");
  return stem === "" ? "row" : stem.slice(0, 100);
}
