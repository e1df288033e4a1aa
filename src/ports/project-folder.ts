import type { WorkFiles } from "./work-files.ts";

/** The folder `init` was called in: there may be no repository yet. */
export interface ProjectFolder {
  /** Absolute path. */
  readonly path: string;
  /** Top of the repository around it; undefined when there is none. @throws PromptopsError when there is one that cannot be used. */
  repository(): Promise<string | undefined>;
  /** Where the folder lies in a repository, as a POSIX path from that one's top; empty at the top itself. */
  below(top: string): Promise<string>;
  /** Makes the folder a repository. */
  makeRepository(): Promise<void>;
  /** Writing below `root`, repository or not. */
  files(root: string): WorkFiles;
}
