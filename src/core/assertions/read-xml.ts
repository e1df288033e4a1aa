/** Elements inside elements, at most. */
const depthLimit = 512;

/** One path of element names, followed while the document is read. */
interface Followed {
  readonly path: string;
  readonly names: readonly string[];
  /** How many of its names, from the outermost, are those of the elements now open. */
  depth: number;
}

/**
 * Reads a document of XML 1.0 with namespaces: the paths of elements that it has, or why it is none. Nothing outside it is read, and
 * only the five entities of XML itself are known, so that no document can grow.
 */
export async function readXml(text: string, paths: readonly string[]): Promise<{ readonly found: ReadonlySet<string> } | { readonly fault: string }> {
  // In the bundle a CommonJS module has its default export alone.
  const { SaxesParser } = (await import("saxes")).default;
  const parser = new SaxesParser({ xmlns: true });
  const followed: Followed[] = paths.map((path) => ({ path, names: path.split("/"), depth: 0 }));
  const found = new Set<string>();
  let depth = 0;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => {
    depth += 1;
    if (depth > depthLimit) throw new Error(`elements are nested more than ${depthLimit} deep`);
    for (const each of followed) {
      if (each.depth !== depth - 1 || each.names[depth - 1] !== name) continue;
      each.depth = depth;
      if (depth === each.names.length) found.add(each.path);
    }
  });
  parser.on("closetag", () => {
    depth -= 1;
    for (const each of followed) each.depth = Math.min(each.depth, depth);
  });
  try {
    parser.write(text.trim()).close();
    return { found };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
