import { strict, Type } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";
import { readHtml } from "./read-html.ts";
import { Fenced, unfenced } from "./unfenced.ts";

export const isHtml = assertionKind({
  type: "is-html",
  area: "structure",
  summary:
    "The answer is HTML: it has an element, every element is one of HTML's (or has a hyphen, or belongs to SVG or MathML), every tag is whole, and what must be closed is closed in the right order. A fragment with text around it will do, with `full` only a document. Fenced blocks of Markdown are none.",
  params: strict({
    full: Type.Optional(Type.Boolean({ default: false, description: "A whole document, which begins with a doctype and `<html>`, with nothing behind it." })),
    fenced: Fenced,
  }),
  needs: [],
  async score({ output }, { full = false, fenced = false }) {
    const text = (fenced ? unfenced(output) : output).trim();
    if (text.startsWith("```")) return { score: 0, reason: "is a fenced block of Markdown" };
    const read = await readHtml(text);
    if ("fault" in read) return { score: 0, reason: `is not HTML: ${read.fault.slice(0, 200)}` };
    if (read.elements === 0) return { score: 0, reason: "has no element" };
    return full && !read.isDocument
      ? { score: 0, reason: "is no whole document: a doctype, `<html>`, and nothing behind `</html>`" }
      : { score: 1, reason: read.isDocument ? "is an HTML document" : "is HTML" };
  },
});
