/** Something at a path that is no regular file. */
export interface NonFile {
  readonly path: string;
  readonly kind: "folder" | "symbolic link" | "submodule" | "special file";
}

/** The files of a repository in one state: the work tree as it is, or a commit. Paths are repository-relative POSIX. */
export interface DocumentSource {
  /** For messages: `the work tree`, `commit 1a2b3c4`, `tag billing/summarize@1.2.0`. */
  readonly description: string;
  /** All files below `folder` (`""` for everything), sorted by path; symbolic links are left out. */
  list(folder: string): Promise<string[]>;
  /** What is not a regular file at or below `folder`, sorted by path; nothing is followed. */
  nonFiles(folder: string): Promise<NonFile[]>;
  /** The bytes, or undefined when there is no such regular file. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The bytes in pieces, for files that may be large. Throws like a missing file when there is none. */
  stream(path: string): AsyncIterable<Uint8Array>;
}
