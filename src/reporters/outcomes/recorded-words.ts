interface Recorded {
  /** Outcomes of the file. */
  readonly recorded: number;
  /** Of those, whose unit had one. */
  readonly already_there: number;
}

/** What a file brought, in one sentence. A second outcome of a unit is kept, and of all of them the earliest counts. @param where ` of a@1.0.0 in staging` */
export function recordedWords({ recorded, already_there: known }: Recorded, where = ""): string {
  const outcomes = (count: number, kind = "") => `${count} ${kind}${count === 1 ? "outcome" : "outcomes"}`;
  if (known === 0) return `Recorded ${outcomes(recorded)}${where}.`;
  const others = known === 1 ? "1 unit had one already" : `${known} units had one already`;
  return `Recorded ${outcomes(recorded - known, "new ")}${where}; ${others}, and of a unit the earliest counts.`;
}
