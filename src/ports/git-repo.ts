import type { Signer } from "../core/release/signer.ts";
import type { DocumentSource } from "./document-source.ts";

export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** An annotated tag. */
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

export interface NewTag {
  readonly name: string;
  readonly commit: string;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface CommitEntry {
  readonly oid: string;
  /** First parent; undefined for a root. */
  readonly parent: string | undefined;
  readonly at: number;
  readonly author: Identity;
  readonly subject: string;
}

/** Everybody who had a hand in a commit. */
export interface CommitMakers {
  readonly oid: string;
  /** E-mails, each once: of its author, of whoever committed it, and of those whom `Co-authored-by` names. */
  readonly emails: readonly string[];
}

/** A commit for a branch that is never checked out. */
export interface NewCommit {
  /** Undefined = the first commit of its branch. */
  readonly parent: string | undefined;
  /** Without a parent: the commit whose files it begins with, all the same not descending from it. */
  readonly filesOf?: string;
  /** Whole contents by path; every other file stays as the parent has it. */
  readonly files: Readonly<Record<string, string>>;
  readonly removed?: readonly string[];
  readonly message: string;
  readonly author: Identity;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Signed by its author where the user's git signs commits. */
  readonly signed?: true;
}

/** `expected` undefined = must not exist; `next` undefined = delete. */
export interface RefChange {
  readonly ref: string;
  readonly next: string | undefined;
  readonly expected: string | undefined;
}

/** One ref of a push. Branches only ever go forward, unless one `replaces` the very commit that is there; a tag must not exist there yet, unless it is this very one. */
export interface PushRef {
  readonly ref: string;
  readonly oid: string;
  readonly replaces?: string;
}

/** What one commit changed, by path. */
export interface CommitChanges {
  readonly commit: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Of what was added or changed, the ids of the contents, by path. */
  readonly contents: ReadonlyMap<string, string>;
}

/** What one commit did to files: `isFile` is false for what is removed, or anything but an ordinary file. */
export interface CommitFiles {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly files: readonly { readonly path: string; readonly isFile: boolean }[];
}

export interface StoredObjects {
  readonly loose: number;
  readonly packs: number;
  /** On the disk. */
  readonly bytes: number;
}

/**
 * `untrusted`: there is a signature, and git knows no reason to trust who made it. `unjudged`: there is one, and git cannot say whose, because it was
 * never told whom to trust, or does not have the key.
 */
export interface Signature {
  readonly status: "unsigned" | "good" | "bad" | "untrusted" | "unjudged";
  /** Of a good one. */
  readonly signer?: Signer;
  /** Git's words, where it had some. */
  readonly detail?: string;
}

/** The user's repository. Reads never lock; writes never touch the work tree, the index, or the user's hooks. */
export interface RemoteLook {
  /** The branch that the remote calls its HEAD, and the commit it has there; undefined where its HEAD stands for no branch that it has. */
  readonly head: { readonly branch: string; readonly oid: string } | undefined;
  /** Ids by name. */
  readonly refs: ReadonlyMap<string, string>;
}

export interface GitRepo {
  /** Absolute path of the work tree's top. */
  readonly root: string;
  /** Absolute path of `promptops/` in git's common folder, which worktrees share: caches, locks, evaluations. Whoever uses it first makes it. */
  readonly privateFolder: string;

  /** The commit checked out, undefined in a repository without commits. */
  head(): Promise<string | undefined>;
  /** The commit a revision names, undefined when it names none. Hostile names name none. */
  resolve(revision: string): Promise<string | undefined>;
  /** Who the user's git says is working; undefined when it was never told. */
  identity(): Promise<Identity | undefined>;
  /** Paths below `folders` (files, too) whose work-tree or staged state differs from HEAD, untracked ones included; sorted. */
  uncommitted(folders: readonly string[]): Promise<string[]>;

  /** What is directly in a folder of a commit (`""` = its top), sorted by name; empty when there is no such folder. */
  entries(commit: string, folder: string): Promise<readonly { readonly name: string; readonly folder: boolean; readonly oid: string }[]>;
  /** Paths of files that `to` has and `from` has not (`added`), has with another content (`changed`), or has no more (`removed`), sorted. */
  changedFiles(
    from: string,
    to: string,
  ): Promise<{ readonly added: readonly string[]; readonly changed: readonly string[]; readonly removed: readonly string[] }>;
  /** What the newest commits of a range (a tip, or `<older>..<newer>`) changed, at most so many, oldest first; contents are brought here in a partial clone. */
  filesChanged(range: string, most: number): Promise<CommitFiles[]>;
  /** What each commit up to `tip` changed, oldest first; of the oldest that this clone has, all of its files are `added`. */
  changesAlong(tip: string): AsyncIterable<CommitChanges>;
  /** The files of one commit. */
  at(commit: string, description?: string): DocumentSource;
  /** Commits reachable from `revision` that touch `paths` (all commits when empty), newest first. */
  commits(revision: string, paths: readonly string[], limit?: number): Promise<CommitEntry[]>;
  /** Who made the commits that `commits` gives, in the same order. */
  makers(revision: string, paths: readonly string[]): Promise<CommitMakers[]>;
  /** Of a commit and those behind it, by first parents, the first whose date is not later than `at` (milliseconds, of which git keeps whole seconds); undefined when all are later. */
  firstUntil(commit: string, at: number): Promise<string | undefined>;
  /** One file from each of many commits, in the order asked; undefined where it is missing. */
  readFromEach(commits: readonly string[], path: string): Promise<(string | undefined)[]>;
  /**
   * In a partial clone: brings whatever it lacks of the files below these folders of a commit here, in one request; elsewhere does nothing.
   * @param folders `""` = all. @throws as `fetch` does.
   */
  bringHere(commit: string, folders: readonly string[]): Promise<void>;
  /** Does this clone lack older history? */
  isShallow(): Promise<boolean>;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  /** The newest commit that two commits both come from; undefined when this clone knows of none. */
  mergeBase(a: string, b: string): Promise<string | undefined>;

  /** Refs below a folder (`refs/tags/`) or matching a pattern (`refs/tags/billing/summarize@*`), sorted by name. */
  refs(pattern: string): Promise<{ readonly name: string; readonly oid: string }[]>;
  /** The id that a ref of this whole name (`refs/tags/billing/summarize@1.0.0`) holds, undefined when there is none. */
  ref(name: string): Promise<string | undefined>;
  /** The ref that a symbolic one (`refs/remotes/origin/HEAD`) stands for, undefined when it is none. */
  symbolicRef(name: string): Promise<string | undefined>;
  /** Makes a symbolic ref. */
  pointAt(name: string, target: string): Promise<void>;
  /** By tag name; undefined where there is no annotated tag on a commit. */
  readTags(names: readonly string[]): Promise<(TagObject | undefined)[]>;
  /** Creates an annotated tag, signed when the user's git signs tags, and gives its object's id. @throws PromptopsError `tag-exists`, `tag-not-signed`. */
  createTag(tag: NewTag): Promise<string>;
  verifySignature(tagOid: string): Promise<Signature>;
  /** How commits are signed, by the user's own settings, in the order asked; undefined where one is not here. */
  commitSignatures(commits: readonly string[]): Promise<(Signature | undefined)[]>;
  /** Writes a commit, durable and not yet on any branch, and gives its id. @throws PromptopsError `commit-not-signed`. */
  writeCommit(commit: NewCommit): Promise<string>;
  /** Packs what is stored loosely; no object, no setting and no hook of the user's is touched. `released` = packs a killed git had kept its hand on. */
  compact(): Promise<{ readonly before: StoredObjects; readonly after: StoredObjects; readonly released: number }>;
  /** Forgets what refs pointed at before, so that git's own cleaning may remove what nothing else reaches. */
  forgetPast(refs: readonly string[]): Promise<void>;
  /** Moves refs by compare-and-swap, all or none. @throws PromptopsError `ref-moved` when one is not as expected, `ref-locked`. */
  updateRefs(changes: readonly RefChange[]): Promise<void>;

  /** The remote's URL without credentials, undefined when there is no such remote. */
  remoteUrl(remote: string): Promise<string | undefined>;
  /**
   * Fetches refs in one round trip; what the remote does not have is skipped. `refs/heads/x` lands at `refs/remotes/<remote>/x`; tags
   * (patterns such as `refs/tags/billing/summarize@*`) keep their names, and a local tag is never moved.
   * @param depth How many commits of each are enough; all when absent.
   * @param gone `forgotten`: what the remote has no more is removed below `refs/remotes/`, too; it stays when absent.
   * @returns The tags that the remote has with another content than this repository.
   * @throws PromptopsError `remote-unreachable`, `remote-authentication`.
   */
  fetch(remote: string, refs: readonly string[], depth?: number, gone?: "forgotten"): Promise<string[]>;
  /** The ids a remote's refs have now, by name. @throws as `fetch` does. */
  remoteRefs(remote: string, patterns: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The same, and what the remote calls its HEAD, in one question. @throws as `fetch` does. */
  remoteLook(remote: string, patterns: readonly string[]): Promise<RemoteLook>;
  /** All refs or none. `rejected` = the remote moved on. @throws as `fetch` does, and PromptopsError `remote-refused`. */
  pushAtomically(remote: string, refs: readonly PushRef[]): Promise<"pushed" | "rejected">;
}
