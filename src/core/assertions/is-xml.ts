import { strict, Type } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";
import { readXml } from "./read-xml.ts";
import { quoted } from "./found-texts.ts";
import { Fenced, unfenced } from "./unfenced.ts";

export const isXml = assertionKind({
  type: "is-xml",
  area: "structure",
  summary:
    "The answer is one well-formed XML document (with namespaces), and nothing but it; with `elements` it has them all, and the score is the share found. Entities of its own are not expanded. Nested more than 512 deep, it counts as none.",
  params: strict({
    elements: Type.Optional(
      Type.Array(Type.String({ pattern: "^[^\\s/<>]+(?:/[^\\s/<>]+)*$", maxLength: 400 }), {
        minItems: 1,
        maxItems: 100,
        description: "Paths of element names from the outermost: `order/items/item`. Prefixes as written.",
      }),
    ),
    fenced: Fenced,
  }),
  needs: [],
  async score({ output }, { elements = [], fenced = false }) {
    const read = await readXml(fenced ? unfenced(output) : output, elements);
    if ("fault" in read) return { score: 0, reason: `is not XML: ${read.fault}` };
    const missing = elements.filter((path) => !read.found.has(path));
    if (missing.length === 0) return { score: 1, reason: "is XML" };
    return { score: 1 - missing.length / elements.length, pass: false, reason: `has no element ${quoted(missing)}` };
  },
});
