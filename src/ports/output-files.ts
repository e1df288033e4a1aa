/** Files that the user asked to have written: anywhere on the machine, relative to where the command was started. */
export interface OutputFiles {
  /** Writes it whole or not at all, replacing what is there. @param pieces The text, in pieces of any size. @throws PromptopsError `cannot-write`. */
  write(path: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void>;
}
