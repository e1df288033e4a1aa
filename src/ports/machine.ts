/** What only `doctor` asks of this machine. */
export interface Machine {
  /** `24.21.0` */
  readonly nodeVersion: string;
  /** What `git --version` says (`git version 2.43.0`), undefined when there is no git. */
  gitVersion(): Promise<string | undefined>;
  /** Can files be created there? Makes the folder when it is missing. */
  isWritable(folder: string): Promise<boolean>;
}
