import type { DocumentSource } from "../../ports/document-source.ts";

/** A source as it would be with these files (path → text or bytes) in it. */
export function overlaySource(source: DocumentSource, files: Readonly<Record<string, string | Uint8Array>>): DocumentSource {
  const bytesOf = (path: string) => {
    const content = Object.hasOwn(files, path) ? files[path] : undefined;
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  };
  return {
    description: source.description,
    async list(folder) {
      const added = Object.keys(files).filter((path) => folder === "" || path.startsWith(`${folder}/`));
      return [...new Set([...(await source.list(folder)), ...added])].sort();
    },
    nonFiles: (folder) => source.nonFiles(folder),
    read: async (path) => bytesOf(path) ?? source.read(path),
    async *stream(path) {
      const bytes = bytesOf(path);
      if (bytes === undefined) yield* source.stream(path);
      else yield bytes;
    },
  };
}
