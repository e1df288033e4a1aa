/** One step of a run or delivery, before it is in the ledger. */
export interface JournalEntry {
  /** Position within its process's file; counts from 1. */
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly step: string;
  /** Run or intent it belongs to. */
  readonly subject: string;
  readonly data: unknown;
}

/** What one process wrote, and whether that process is still alive. */
export interface JournalFile {
  readonly name: string;
  readonly entries: readonly JournalEntry[];
  /** Lines that were no whole entries: a torn tail is normal after a crash, anything else is damage. */
  readonly damaged: number;
  /** Its last line has no end: what a process was killed over, or a file that was cut off. */
  readonly torn?: boolean;
  /** Runs and intents that lines speak of which were no whole entries, as far as that can be read. */
  readonly lost?: readonly string[];
}

/** This host's write-ahead journal: what is appended survives this process and, where the disk keeps its word, the machine. */
export interface Journal {
  /** Where this journal lies: a name that no other clone's journal has, and that all processes of this one share. */
  place(): Promise<string>;
  /** Durable when it resolves. Entries that come together are made durable together. @throws PromptopsError `journal-unwritable`. */
  append(step: string, subject: string, data: unknown): Promise<void>;
  /** Files of processes that are gone, oldest first. Held by nobody else as long as this process has the tick's lock. */
  left(): Promise<readonly JournalFile[]>;
  /** Removes a file whose facts are all in the ledger, on the remote too where there is one; one with lines that were no entries is kept as `<name>.damaged`. */
  forget(name: string): Promise<void>;
  /** Removes this process's own file, its facts being in the ledger. */
  close(): Promise<void>;
}
