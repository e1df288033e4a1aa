/** What the reader's screen can show. Reporters take it as a value, so their text is testable. */
export interface Screen {
  /** Columns. */
  readonly width: number;
  readonly color: boolean;
}
