import type { GitRepo } from "./git-repo.ts";

/** A bundle that was unpacked into a repository of its own, which is gone once it is closed. */
export interface OpenBundle {
  readonly git: GitRepo;
  close(): Promise<void>;
}

/** Git's own bundle files, anywhere on the machine, relative to where the command was started. */
export interface ReleaseBundles {
  /** Writes refs and everything they reach, whole or not at all. @returns Its size in bytes. @throws PromptopsError `cannot-write`. */
  write(path: string, refs: readonly string[]): Promise<number>;
  /**
   * Unpacks one; of its refs only version tags, the release log and the evidence are taken. Nothing is checked out.
   * @param allowedSigners A file as ssh-keygen has it: signatures are good when made by one of these, and by nobody else.
   * @throws PromptopsError `no-such-file`; `bundle-unreadable` for what is no bundle, or one that was damaged or cut off.
   */
  open(path: string, allowedSigners: string | undefined): Promise<OpenBundle>;
}
