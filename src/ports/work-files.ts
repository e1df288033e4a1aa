/** Writing into the user's work tree. Paths are repository-relative POSIX; anything that would leave the repository is refused. */
export interface WorkFiles {
  exists(path: string): Promise<boolean>;
  /** Creates the file whole (temporary file, then rename). @throws PromptopsError `already-exists` when it is there. */
  create(path: string, text: string): Promise<void>;
}
