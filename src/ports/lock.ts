/** One writer per repository and purpose, on this host; a killed holder's lock is free at once. */
export interface Lock {
  /** Runs `work` while holding the lock `name`. @throws PromptopsError `locked` when another process holds it longer than `waitMs`. */
  holding<T>(name: string, waitMs: number, work: () => Promise<T>): Promise<T>;
}
