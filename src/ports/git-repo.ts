import type { DocumentSource } from "./document-source.ts";

export interface Identity {
  readonly name: string;
  readonly email: string;
}

export interface TagObject {
  readonly name: string;
  /** Id of the tag object itself. */
  readonly oid: string;
  /** The commit it points at. */
  readonly commit: string;
  /** Without the signature. */
  readonly message: string;
  readonly tagger: Identity;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly signed: boolean;
}

export interface CommitEntry {
  readonly oid: string;
  /** First parent; undefined for a root. */
  readonly parent: string | undefined;
  readonly at: number;
  readonly author: Identity;
  readonly subject: string;
}

/** What to write on a branch that is never checked out. */
export interface BranchAppend {
  /** Full ref name: `refs/heads/promptops/releases`. */
  readonly ref: string;
  /** The tip the append was decided on; undefined = the branch must not exist yet. */
  readonly expected: string | undefined;
  readonly files: Readonly<Record<string, string>>;
  readonly removed?: readonly string[];
  readonly message: string;
  readonly author: Identity;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** One ref of a push. Branches only ever go forward; a tag must not exist there yet. */
export interface PushRef {
  readonly ref: string;
  readonly oid: string;
}

/** The user's repository. Reads never lock; writes never touch the work tree, the index, or the user's hooks. */
export interface GitRepo {
  /** Absolute path of the work tree's top. */
  readonly root: string;
  /** Absolute path of `promptops/` in git's common folder: caches, locks, evaluations. Made when first used. */
  readonly privateFolder: string;

  /** The commit checked out, undefined in a repository without commits. */
  head(): Promise<string | undefined>;
  /** The commit a revision names, undefined when it names none. Hostile names name none. */
  resolve(revision: string): Promise<string | undefined>;
  /** Who the user's git says is working; undefined when it does not know. */
  identity(): Promise<Identity | undefined>;
  /** Paths below `folders` whose work-tree or staged state differs from HEAD, untracked ones included. */
  uncommitted(folders: readonly string[]): Promise<string[]>;

  /** The files of one commit. */
  at(commit: string, description?: string): DocumentSource;
  /** Commits reachable from `revision` that touch `paths` (all commits when empty), newest first. */
  commits(revision: string, paths: readonly string[], limit?: number): Promise<CommitEntry[]>;
  /** One file from each of many commits, in the order asked; undefined where it is missing. */
  readFromEach(commits: readonly string[], path: string): Promise<(string | undefined)[]>;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;

  /** Refs below a prefix (`refs/tags/`), sorted by name. */
  refs(prefix: string): Promise<{ readonly name: string; readonly oid: string }[]>;
  readTags(names: readonly string[]): Promise<(TagObject | undefined)[]>;
  /** Creates an annotated tag, signed when the user's git signs tags. @throws PromptopsError `tag-exists`. */
  createTag(name: string, commit: string, message: string): Promise<string>;
  /** One commit on a branch, durable, by compare-and-swap. @throws PromptopsError `ref-moved` when the tip is not `expected`. */
  append(append: BranchAppend): Promise<string>;
  /** Compare-and-swap of a ref; `expected` undefined = must not exist; `next` undefined = delete. @throws PromptopsError `ref-moved`. */
  updateRef(ref: string, next: string | undefined, expected: string | undefined): Promise<void>;

  /** The remote's URL without credentials, undefined when there is no such remote. */
  remoteUrl(remote: string): Promise<string | undefined>;
  /** Fetches exact refs: branch `refs/heads/x` lands at `refs/remotes/<remote>/x`, tags as they are (an existing local tag is never moved). A ref the remote does not have is skipped. @throws PromptopsError `remote-unreachable` or `remote-refused`. */
  fetch(remote: string, refs: readonly string[]): Promise<void>;
  /** The ids a remote's refs have now, by name. */
  remoteRefs(remote: string, patterns: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** All refs or none. `rejected` = the remote moved on. @throws PromptopsError `remote-unreachable` or `remote-refused`. */
  pushAtomically(remote: string, refs: readonly PushRef[]): Promise<"pushed" | "rejected">;
}
