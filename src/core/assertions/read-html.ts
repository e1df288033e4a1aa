import type { Token, TokenHandler } from "parse5";
import { htmlElements, plainElements, rawElements, selfEnding, voidElements } from "./html-elements.ts";

/** What parse5 objects to and everybody writes: `AT&T`, `?a=1&copy=2`. */
const tolerated = new Set<string>(["unknown-named-character-reference", "missing-semicolon-after-character-reference"]);

export interface HtmlFacts {
  readonly elements: number;
  /** It begins with a doctype and goes on with `<html>`, and nothing but comments stands behind `</html>`. */
  readonly isDocument: boolean;
}

interface OpenElement {
  readonly name: string;
  /** What it holds is SVG or MathML. */
  readonly foreign: boolean;
}

class Fault extends Error {}

/**
 * Reads HTML with parse5's tokenizer, and with none of a browser's leniency: what there is, or the first fault.
 *
 * Faults are parse errors, elements that HTML does not have (custom ones have a hyphen; SVG and MathML have their own), elements left open
 * whose end tag may not be left out, end tags that close nothing, and a doctype that is not at the beginning. Time is linear.
 */
export async function readHtml(text: string): Promise<HtmlFacts | { readonly fault: string }> {
  const { Tokenizer, TokenizerMode } = await import("parse5");
  const open: OpenElement[] = [];
  const read: { elements: number; form: "nothing" | "doctype" | "document" | "fragment" } = { elements: 0, form: "nothing" };

  const handler: TokenHandler = {
    onDoctype() {
      if (read.form !== "nothing") throw new Fault("there is a doctype that is not at the beginning");
      read.form = "doctype";
    },
    onStartTag({ tagName: name, selfClosing }: Token.TagToken) {
      if (open.length === 0) read.form = read.form === "doctype" && name === "html" ? "document" : "fragment";
      read.elements += 1;
      if (open.at(-1)?.foreign !== true) startHtml(name, selfClosing);
      else if (!selfClosing) open.push({ name, foreign: name !== "foreignobject" });
      tokenizer.inForeignNode = open.at(-1)?.foreign === true;
    },
    onEndTag({ tagName: name }: Token.TagToken) {
      let last = open.pop()?.name;
      while (last !== undefined && last !== name && selfEnding.has(last)) last = open.pop()?.name;
      if (last !== name) throw new Fault(last === undefined ? `</${name}> closes nothing` : `</${name}> comes before </${last}>`);
      tokenizer.inForeignNode = open.at(-1)?.foreign === true;
    },
    onCharacter() {
      if (open.length === 0) read.form = "fragment";
    },
    onParseError({ code, startLine }) {
      if (!tolerated.has(code)) throw new Fault(`${code.replaceAll("-", " ")} (line ${startLine})`);
    },
    onComment: () => undefined,
    onNullCharacter: () => undefined,
    onWhitespaceCharacter: () => undefined,
    onEof: () => undefined,
  };
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, handler);

  function startHtml(name: string, selfClosing: boolean): void {
    if (!htmlElements.has(name) && !name.includes("-")) throw new Fault(`HTML has no element <${name}>`);
    if (voidElements.has(name)) return;
    if (selfClosing && name !== "svg" && name !== "math") throw new Fault(`<${name}/> does not close itself`);
    if (selfClosing) return;
    open.push({ name, foreign: name === "svg" || name === "math" });
    if (plainElements.has(name)) tokenizer.state = TokenizerMode.RCDATA;
    else if (rawElements.has(name)) tokenizer.state = TokenizerMode.RAWTEXT;
    else if (name === "script") tokenizer.state = TokenizerMode.SCRIPT_DATA;
    else if (name === "plaintext") tokenizer.state = TokenizerMode.PLAINTEXT;
  }

  try {
    tokenizer.write(text, true);
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message };
    throw error;
  }
  const left = open.findLast(({ name }) => !selfEnding.has(name));
  return left === undefined ? { elements: read.elements, isDocument: read.form === "document" } : { fault: `<${left.name}> is not closed` };
}
