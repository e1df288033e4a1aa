/** Reads scripts of the repository without running them. */
export interface ScriptCheck {
  /** What keeps a JavaScript module from being read, at its line (from 1); undefined when nothing does. @param source The file's bytes. */
  syntaxFault(source: Uint8Array): Promise<{ readonly line?: number; readonly message: string } | undefined>;
}
