import { meantName } from "./meant-name.ts";

/** More names than these are looked up, not read. */
const few = 6;

/** The hint for a name that does not exist: the one that was likely meant, else all there are when they are few; undefined when neither helps. */
export function nameHint(name: string, known: Iterable<string>): string | undefined {
  const names = [...known].sort();
  const longer = names.filter((other) => name.length >= 3 && other.startsWith(name));
  const near = meantName(name, names) ?? (longer.length === 1 ? longer[0] : undefined);
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  return names.length === 0 || names.length > few
    ? undefined
    : `There ${names.length === 1 ? "is" : "are"} ${names.map((other) => `\`${other}\``).join(", ")}.`;
}
