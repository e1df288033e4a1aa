import type { DocumentSource, NonFile } from "../../src/ports/document-source.ts";

/** Odd and small, so that characters and lines of a streamed file fall between two pieces. */
const pieceSize = 61;

/** A repository that is a value: path → text or bytes. @param links Paths of symbolic links. */
export function memorySource(
  files: Readonly<Record<string, string | Uint8Array>>,
  description = "the work tree",
  links: readonly string[] = [],
): DocumentSource {
  const bytes = new Map(Object.entries(files).map(([path, content]) => [path, typeof content === "string" ? new TextEncoder().encode(content) : content]));
  const nonFiles: NonFile[] = [
    ...[...foldersOf([...bytes.keys(), ...links])].map((path) => ({ path, kind: "folder" as const })),
    ...links.map((path) => ({ path, kind: "symbolic link" as const })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    description,
    list: (folder) => Promise.resolve([...bytes.keys()].filter((path) => folder === "" || path.startsWith(`${folder}/`)).sort()),
    nonFiles: (folder) => Promise.resolve(nonFiles.filter(({ path }) => folder === "" || path === folder || path.startsWith(`${folder}/`))),
    read: (path) => Promise.resolve(bytes.get(path)),
    async *stream(path) {
      const whole = bytes.get(path);
      if (whole === undefined) throw Object.assign(new Error(`There is no file ${path}.`), { code: "ENOENT" });
      for (let at = 0; at < whole.length; at += pieceSize) yield whole.subarray(at, at + pieceSize);
    },
  };
}

function foldersOf(paths: readonly string[]): Set<string> {
  const parents = (path: string) => path.split("/").slice(0, -1);
  return new Set(paths.flatMap((path) => parents(path).map((_, at, segments) => segments.slice(0, at + 1).join("/"))));
}
