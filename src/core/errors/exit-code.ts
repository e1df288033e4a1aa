/** What the process says to its caller. The numbers are a promise to scripts; `docs/exit-codes.md` explains each. */
export const exitCodes = {
  done: 0,
  no: 1,
  usage: 2,
  environment: 3,
  authentication: 4,
  inconclusive: 5,
  pending: 8,
  bug: 70,
  interrupted: 130,
} as const;

export type ExitName = keyof typeof exitCodes;

/** When several outcomes apply at once, the first of these is the one reported. */
const precedence: readonly ExitName[] = ["interrupted", "bug", "usage", "authentication", "environment", "no", "inconclusive", "pending", "done"];

/** The exit of a whole that is made of parts: the gravest of them, `done` when there are none. */
export function gravest(exits: Iterable<ExitName>): ExitName {
  const seen = new Set(exits);
  return precedence.find((name) => seen.has(name)) ?? "done";
}
