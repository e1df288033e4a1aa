import type { Person } from "../core/release/release-event.ts";
import type { PromptopsError } from "../core/errors/promptops-error.ts";

/** One record: its path (see `core/ledger/record-names.ts`) and its whole text, JSON with a line end. */
export interface LedgerRecord {
  readonly path: string;
  readonly text: string;
}

/** Records that belong together: all of those that are still free are written in one commit. */
export interface LedgerGroup {
  readonly records: readonly LedgerRecord[];
  /** First line of the commit's message. */
  readonly message: string;
  readonly by: Person;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * What records change of `state/`, given its files as they are at the tip the records are written on: path → text, undefined
 * removes. A fold and nothing else: asked again on every new tip, and again by whoever checks the ledger.
 */
export type FoldState = (
  read: (path: string) => Promise<string | undefined>,
  records: readonly LedgerRecord[],
) => Promise<ReadonlyMap<string, string | undefined>>;

export interface Committed {
  /** The tip that holds them. */
  readonly tip: string;
  /** Paths that are ours now; a path that held the very same text already is one of them. */
  readonly written: readonly string[];
  /** Paths that somebody else had written before, with their text. */
  readonly taken: ReadonlyMap<string, string>;
  /** Is it on the remote? True as well when there is none. */
  readonly shared: boolean;
}

export interface LedgerView {
  /** Undefined before the first record. */
  readonly tip: string | undefined;
  /** Undefined when there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Names directly below a folder, folders with a `/` at their end, sorted. */
  list(folder: string): Promise<readonly string[]>;
  /** What is directly below a folder, by name as `list` has it, with an id that tells contents apart. */
  ids(folder: string): Promise<ReadonlyMap<string, string>>;
  /** Every record below a folder, in the order of paths. Memory does not grow with their number. */
  records(folder: string): AsyncIterable<LedgerRecord>;
}

/** How this clone's ledger stands to the remote's, as both were last seen. */
export interface LedgerStanding {
  /** `alone`: there is no remote. `unasked`: the remote's was never seen. `lost`: it was, and the remote has none any more. `apart`: both have what the other has not. */
  readonly relation: "alone" | "unasked" | "same" | "ahead" | "behind" | "apart" | "rewritten" | "lost";
  readonly here: string | undefined;
  /** The remote's tip when it was last asked. */
  readonly there: string | undefined;
  /** The remote's tip that was last taken over. */
  readonly seen: string | undefined;
}

/** What a ledger is rid of. Records of it that are kept stay as they are, and so does `state/`. */
export interface Pruning {
  readonly deleted: readonly string[];
  /** With the text that stands there from now on. */
  readonly redacted: readonly LedgerRecord[];
  /** New ones, which tell of it. */
  readonly records: readonly LedgerRecord[];
}

export interface Rotated {
  readonly tip: string;
  /** The tip it stands for. */
  readonly from: string;
}

/** How a write stands to the remote: `shared` is there before anything follows from it, `local` may follow later. */
export type Sharing = "shared" | "local";

/** The append-only branch of records. It is never checked out and never touches the user's work tree, index, hooks or configuration. */
export interface LedgerStore {
  /** The ledger as this clone knows it. */
  view(): Promise<LedgerView>;
  /**
   * Fetches the remote's ledger (in a shallow clone its tip alone) and takes it over; records that it lacks are put on top.
   * @returns The error when the remote could not be asked; undefined otherwise, and when there is none.
   * @throws PromptopsError `ledger-rewritten` when the remote's ledger does not continue what was seen of it, and no rotation says so; `ledger-lost` when it
   * has none any more.
   */
  sync(): Promise<PromptopsError | undefined>;
  /**
   * Creates records, each only if its path is free: in the end every path has exactly one text, whoever else writes at the same
   * moment here or through the remote.
   * @throws PromptopsError `remote-unreachable`, `remote-authentication`, `remote-refused` for `shared`, nothing being written then;
   * `ledger-rewritten`, `ledger-lost`, `too-many-races`.
   */
  commit(group: LedgerGroup, sharing: Sharing): Promise<Committed>;
  standing(): Promise<LedgerStanding>;
  /**
   * Begins the ledger anew without the records that are to go, whose digests it keeps. Other runners take it over; a history that does
   * not say what it left out is refused by them.
   * @param plan What is to go, decided again on every tip; undefined when it is nothing.
   * @returns Undefined when nothing was to go.
   * @throws PromptopsError as `commit` does for `shared`, and when the remote does not let a history be replaced.
   */
  rotate(plan: (view: LedgerView) => Promise<Pruning | undefined>, about: Omit<LedgerGroup, "records">): Promise<Rotated | undefined>;
}
