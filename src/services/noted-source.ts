import type { DocumentSource } from "../ports/document-source.ts";

export interface NotedSource {
  readonly source: DocumentSource;
  /** True when what lies at this path was read, was looked for, or would be found where documents were looked for. */
  isInput(path: string): boolean;
}

/** The same files, with a note of everything that was asked for. */
export function notedSource(source: DocumentSource): NotedSource {
  const read = new Set<string>();
  const folders = new Set<string>();
  return {
    source: {
      description: source.description,
      list: (folder) => source.list(noted(folders, folder)),
      nonFiles: (folder) => source.nonFiles(noted(folders, folder)),
      read: (path) => source.read(noted(read, path)),
      stream: (path) => source.stream(noted(read, path)),
    },
    isInput: (path) => read.has(path) || (canBeDocument(path) && [...folders].some((folder) => isAtOrBelow(folder, path))),
  };
}

function noted(notes: Set<string>, path: string): string {
  notes.add(path);
  return path;
}

/** Prompts, suites, judges, partials, recordings and data are found by their names; a folder or a link has no ending. */
function canBeDocument(path: string): boolean {
  return /(?:^|\/)[^./]+$|\.(?:ya?ml|liquid|jsonl?|csv)$/i.test(path);
}

function isAtOrBelow(folder: string, path: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}
