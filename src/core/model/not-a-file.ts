import type { Problem } from "../errors/problem.ts";

/** What stands where a document, a dataset, or (a link without an ending) a folder of them would be read. */
const linkInTheWay = /(?:^|\/)(?:[^/.]+|[^/]+\.(?:ya?ml|liquid|jsonl|ndjson|csv))$/i;
const folderInTheWay = /\.(?:ya?ml|liquid)$/i;

/**
 * Problems of what looks like a document and cannot be read as one: passing over it would judge less than its author meant.
 * @param nonFiles What is not a regular file, of the folders that hold documents.
 */
export function notAFile(nonFiles: readonly { readonly path: string; readonly kind: string }[]): Problem[] {
  return nonFiles
    .filter(({ path, kind }) => (kind === "folder" ? folderInTheWay : linkInTheWay).test(path))
    .map(({ path, kind }) => ({
      rule: "not-a-file",
      file: path,
      message: `\`${path}\` is a ${kind}; documents are read only from regular files.`,
      hint: kind === "folder" ? "Rename the folder." : "Copy the file here.",
    }));
}
