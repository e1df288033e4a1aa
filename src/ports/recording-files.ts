/** Where recordings are written: a folder of the work tree. */
export interface RecordingFiles {
  /** Writes it whole or not at all, replacing what is there. @param path Below the folder. @throws PromptopsError `cannot-write`, `outside-repository`. */
  write(path: string, text: string): Promise<void>;
}
