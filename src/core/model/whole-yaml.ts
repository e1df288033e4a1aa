import { Composer, isAlias, Lexer, LineCounter, Parser, type Document, type ParsedNode, type YAMLError } from "yaml";
import type { Problem } from "../errors/problem.ts";
import { configFile } from "./document-paths.ts";
import type { Json } from "./shape.ts";
import { syntaxWords } from "./yaml-syntax-words.ts";
import { valueOfNode } from "./yaml-value.ts";
import { noPositions, yamlPositions, type YamlPositions } from "./yaml-positions.ts";

/** Collections inside collections, at most. */
const depthLimit = 64;
/** Broken YAML breaks everything behind it, so more than this many complaints help nobody. */
const syntaxProblemLimit = 2;

export interface YamlDocument extends YamlPositions {
  /** Undefined when the text could not be read; then `problems` says why. */
  readonly value: Json | undefined;
  readonly problems: Problem[];
}

/** `readYaml` for any text, right or wrong. */
export function wholeYaml(file: string, text: string): YamlDocument {
  const at = positionsOf(text);
  const refused = (problems: Problem[]): YamlDocument => ({ value: undefined, problems, ...noPositions });

  const parsed = compose(text);
  if ("deepAt" in parsed) {
    return refused([
      {
        rule: "too-deep",
        file,
        ...at(parsed.deepAt),
        message: `Values are nested more than ${depthLimit} deep here.`,
        hint: "A document of this kind never needs that; flatten it.",
      },
    ]);
  }
  const [document, second] = parsed.documents;
  const syntax = [...(document?.errors ?? []), ...(document?.warnings ?? [])];
  if (syntax.length > 0) return refused(withoutEchoes(syntax, at).map((error) => syntaxProblem(file, error, at)));
  if (second !== undefined) {
    return refused([
      {
        rule: "several-documents",
        file,
        ...at(second.range[0]),
        message: "A second document starts here; a file holds one.",
        hint: "Remove the `---` line, or make it a file of its own.",
      },
    ]);
  }
  if (document?.contents == null || (document.contents.range[0] === document.contents.range[1] && !isAlias(document.contents))) {
    return refused([
      {
        rule: "empty-file",
        file,
        line: 1,
        column: 1,
        message: "The file is empty.",
        ...(file === configFile ? { hint: "Its first line is `schema_version: 1`; `promptops init` in an empty folder writes a whole one." } : {}),
      },
    ]);
  }
  const contents = document.contents;
  const { value, faults } = valueOfNode(contents);
  const problems = faults.map(({ offset, ...fault }) => ({ ...fault, file, ...at(offset) }));
  if (problems.length > 0) return refused(problems);
  return { value, problems: [], ...yamlPositions(contents, text, at) };
}

/** Offset → line and column, both from 1. */
function positionsOf(text: string): (offset: number) => { line: number; column: number } {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) lines.addNewLine(end + 1);
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
}

type Composed = { readonly documents: Document.Parsed<ParsedNode>[] } | { readonly deepAt: number };

/** Stops reading as soon as the nesting is too deep, long before recursion could be a danger. */
function compose(text: string): Composed {
  // `prettyErrors` would quote the source for every error, which takes quadratic time; the package's own check of unique keys does too.
  const composer = new Composer<ParsedNode>({ version: "1.2", schema: "core", resolveKnownTags: false, uniqueKeys: false, prettyErrors: false });
  const parser = new Parser();
  const documents: Document.Parsed<ParsedNode>[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) for (const document of composer.next(token)) documents.push(document);
    if (parser.stack.length > depthLimit + 2) return { deepAt: parser.offset };
  }
  for (const token of parser.end()) documents.push(...composer.next(token));
  documents.push(...composer.end(false, text.length));
  return { documents };
}

/** One slip makes the parser complain again about the same line or the next: those are left out. */
function withoutEchoes(errors: readonly YAMLError[], at: (offset: number) => { line: number }): YAMLError[] {
  const own = errors.filter((error, index) => {
    const before = errors[index - 1];
    return before === undefined || error.code === before.code || at(error.pos[0]).line > at(before.pos[0]).line + 1;
  });
  return own.slice(0, syntaxProblemLimit);
}

function syntaxProblem(file: string, error: YAMLError, at: (offset: number) => { line: number; column: number }): Problem {
  const known = syntaxWords(error);
  return { rule: "yaml-syntax", file, ...at(error.pos[0]), ...(known ?? { message: sentence(error.message) }) };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.?$/, ".")}`;
}
