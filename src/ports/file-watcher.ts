/** What happens to files of the work tree from when it was opened on. */
export interface FileWatcher {
  /**
   * Paths (repository-relative, POSIX, sorted) that were written, added or removed since the last call, once no more come for a
   * moment; waits until there is one. Rejects with the signal's reason when it fires first.
   * @throws PromptopsError `cannot-watch`.
   */
  changes(signal?: AbortSignal): Promise<readonly string[]>;
  close(): Promise<void>;
}
