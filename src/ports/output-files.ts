/** Files that the user asked to have written: anywhere on the machine, relative to where the command was started. */
export interface OutputFiles {
  /** Makes the folder of a file that will be written later. @throws PromptopsError `cannot-write` when it is clear already that it could not be. */
  prepare(path: string): Promise<void>;
  /** Writes it whole or not at all, replacing what is there. @param pieces The text, in pieces of any size. @throws PromptopsError `cannot-write`. */
  write(path: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void>;
}
