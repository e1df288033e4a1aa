/**
 * Global flags may stand before the command (`promptops -C folder list`): oclif wants them behind it.
 * @returns The same words, those flags at the end, but before what follows `--`.
 */
export function leadingFlagsBehind(args: readonly string[]): string[] {
  let at = 0;
  while (at < args.length) {
    const size = sizeOf(args[at] ?? "");
    if (size === 0) break;
    at += size;
  }
  const [leading, rest] = [args.slice(0, at), args.slice(at)];
  const end = rest.includes("--") ? rest.indexOf("--") : rest.length;
  return [...rest.slice(0, end), ...leading, ...rest.slice(end)];
}

/** How many words a global flag takes; 0 for everything else. */
function sizeOf(word: string): 0 | 1 | 2 {
  if (word === "-C" || word === "--cwd") return 2;
  return word === "--json" || word.startsWith("--cwd=") || /^-C./.test(word) ? 1 : 0;
}
