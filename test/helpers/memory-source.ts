import type { DocumentSource } from "../../src/ports/document-source.ts";

/** Odd and small, so that characters and lines of a streamed file fall between two pieces. */
const pieceSize = 61;

/** A repository that is a value: path → text or bytes. */
export function memorySource(files: Readonly<Record<string, string | Uint8Array>>, description = "the work tree"): DocumentSource {
  const bytes = new Map(Object.entries(files).map(([path, content]) => [path, typeof content === "string" ? new TextEncoder().encode(content) : content]));
  return {
    description,
    list: (folder) => Promise.resolve([...bytes.keys()].filter((path) => folder === "" || path.startsWith(`${folder}/`)).sort()),
    read: (path) => Promise.resolve(bytes.get(path)),
    async *stream(path) {
      const whole = bytes.get(path);
      if (whole === undefined) throw Object.assign(new Error(`There is no file ${path}.`), { code: "ENOENT" });
      for (let at = 0; at < whole.length; at += pieceSize) yield whole.subarray(at, at + pieceSize);
    },
  };
}
