/** The paths of `git status --porcelain=v1 -z --no-renames`: two letters, a blank, the path, NUL. */
export function readStatus(output: string): string[] {
  const paths = output
    .split("\0")
    .filter(Boolean)
    .map((entry) => entry.slice(3));
  return paths.sort((a, b) => (a < b ? -1 : 1));
}
