/** A flag that may stand alone: what it means then, and what a word must look like to be its value. */
export interface BareFlag {
  readonly alone: string;
  readonly isValue: (word: string) => boolean;
}

/** oclif knows no flag whose value may be missing: one that nothing like a value follows gets the value it has when it stands alone. */
export function withBareFlags(argv: readonly string[], flags: Readonly<Record<string, BareFlag>>): string[] {
  return argv.map((word, at) => {
    const flag = Object.hasOwn(flags, word) ? flags[word] : undefined;
    const next = argv[at + 1];
    return flag === undefined || (next !== undefined && flag.isValue(next)) ? word : `${word}=${flag.alone}`;
  });
}
