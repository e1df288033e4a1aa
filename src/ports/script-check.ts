/** Reads scripts of the repository without running them. */
export interface ScriptCheck {
  /** What keeps a JavaScript module from being read, at its line (from 1); undefined when nothing does. @param source The file's bytes. */
  syntaxFault(source: Uint8Array): Promise<{ readonly line?: number; readonly message: string } | undefined>;
  /** The first import of something that is no module of Node, so far as it is written out, at its line. @param source As above; what cannot be read imports nothing. */
  foreignImport(source: Uint8Array): Promise<{ readonly line: number; readonly name: string } | undefined>;
}
