import type { Person } from "./release-event.ts";

/** Whose signature something carries, where git trusts it. */
export interface Signer {
  /** As the list of allowed signers names them (`ann@example.com`, `*@example.com`), or their key (`Ann Author <ann@example.com>`). */
  readonly names: readonly string[];
  /** Fingerprints: `SHA256:…` of an SSH key; of an OpenPGP key its own, and that of the key it belongs to. */
  readonly keys: readonly string[];
}

/** May this signature stand for that person? The names of a list may have `*` and `?` in them: see PATTERNS in ssh_config(5). */
export function signsFor({ names }: Signer, { email }: Pick<Person, "email">): boolean {
  return names.some((name) => patternOf(emailIn(name)).test(email));
}

/** `ada@example.com` of `Ada Author <ada@example.com>`, or of itself. */
function emailIn(name: string): string {
  return /<([^<>]+)>$/.exec(name)?.[1] ?? name;
}

function patternOf(name: string): RegExp {
  const escaped = name.replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i");
}

/** The addresses that a signature names for certain. */
export function emailsOf({ names }: Signer): string[] {
  return names.map(emailIn).filter((name) => !/[*?]/.test(name));
}
