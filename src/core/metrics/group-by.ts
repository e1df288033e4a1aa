/** Values by a word of theirs, in the order of the words. */
export function groupBy<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(key(value));
    if (group === undefined) groups.set(key(value), [value]);
    else group.push(value);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}
