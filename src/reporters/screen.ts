/** What the reader's screen can show. Reporters take it as a value, so their text is testable. */
export interface Screen {
  /** Columns. */
  readonly width: number;
  readonly color: boolean;
  /** Nobody looks at it line by line (a pipe, a file): lines are neither broken nor cut. */
  readonly endless?: boolean;
}

/** Where lines of tables and sentences end. */
export function lineWidth({ width, endless = false }: Screen): number {
  return endless ? Infinity : width;
}
