/** What was found out about a machine and a repository. A key is absent when it could not even be looked at. */
export interface Facts {
  /** `24.21.0` */
  readonly nodeVersion: string;
  /** What `git --version` printed. */
  readonly gitVersion: string | undefined;
  /** Where the repository is, or why there is none. */
  readonly repository: { readonly root: string } | Trouble;
  readonly identity?: { readonly name: string; readonly email: string } | undefined;
  readonly privateFolder?: { readonly path: string; readonly writable: boolean };
  readonly project?: { readonly prompts: number } | Trouble;
  /** One per provider that needs a key: the variable's name, never its value. */
  readonly keys?: readonly {
    /** Whose secret it is. */
    readonly of: "provider" | "destination";
    readonly name: string;
    readonly variable: string;
    readonly present: boolean;
  }[];
  readonly remote?: {
    readonly name: string;
    /** Without credentials; undefined when there is no such remote. */
    readonly url: string | undefined;
    /** Only known when it was asked (`--online`). */
    readonly reached?: true | Trouble;
    /** Its base branch, whose policies hold for what is promoted; undefined when nobody knows it. */
    readonly base?: string | undefined;
  };
  /** Entries of the release log are here that the remote did not have when it was last asked. */
  readonly unpushedReleases?: boolean;
  readonly unfinishedEvaluations?: number;
}

/** Something that did not work, in the words of its error. */
export interface Trouble {
  readonly trouble: string;
  readonly fix: string;
}
