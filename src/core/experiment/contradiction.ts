/** What one line of a file says of one unit. */
export interface SaidOfUnit {
  readonly unit: string;
  /** ISO 8601. */
  readonly at: string;
  /** By metric. */
  readonly values: Readonly<Record<string, number>>;
}

/**
 * Finds lines of a file that say of one unit, at one time, what an earlier line said otherwise: which of them came first nobody can know.
 * @returns For each line in turn: what is wrong with it, in one sentence; undefined when nothing is.
 */
export function contradictions(): (line: number, said: SaidOfUnit) => string | undefined {
  const known = new Map<string, { readonly line: number; readonly value: number }>();
  return (line, { unit, at, values }) => {
    for (const [metric, value] of Object.entries(values)) {
      const key = JSON.stringify([unit, at, metric]);
      const before = known.get(key);
      if (before === undefined) known.set(key, { line, value });
      else if (before.value !== value)
        return `Of this unit line ${before.line} says that \`${metric}\` is ${before.value}, and this one says ${value}, both at the same time: keep the one that came first, or give each its \`at\`.`;
    }
    return undefined;
  };
}
