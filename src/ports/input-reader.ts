export interface ReadLimits {
  /** More than so many bytes are an error, never a cut. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface HttpInput {
  readonly url: URL;
  /** What the URL may be called where people read: one from the environment is a secret. */
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Addresses of this machine and of private networks may be asked. */
  readonly allowPrivate: boolean;
}

/** Fetches what a job's inputs come from beside files. Everything it throws for what the other side does is a PromptopsError `input-failed` without secrets. */
export interface InputReader {
  /** What a program prints, run in the repository's top without a shell. It sees nothing of our environment beyond what programs need to run. */
  command(command: readonly string[], limits: ReadLimits): Promise<string>;
  /** The body of one GET; redirects are followed, each to an address that is looked at first. @throws PromptopsError `private-address`. */
  http(input: HttpInput, limits: ReadLimits): Promise<string>;
}
