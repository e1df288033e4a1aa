/** What a write threw, with the file it was about: to an open file the system writes without saying where, also that the disk is full. */
export function namingFile(error: unknown, file: string): unknown {
  if (error instanceof Error && "syscall" in error && !("path" in error)) Object.assign(error, { path: file });
  return error;
}
