/** Files that the user names on the command line: anywhere on the machine, relative to where the command was started; `-` is standard input. */
export interface GivenFiles {
  /** @throws PromptopsError `no-such-file`. */
  read(path: string): Promise<Uint8Array>;
  /** The bytes in pieces, for files that may be large. @throws as `read` does. */
  stream(path: string): AsyncIterable<Uint8Array>;
}
