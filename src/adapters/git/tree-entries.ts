export interface TreeEntry {
  readonly kind: "file" | "folder" | "symbolic link" | "submodule" | "special file";
  readonly oid: string;
}

/**
 * A tree object's entries by name.
 * Format (gitformat of trees): `<octal mode> <name>\0<raw id>`, over and over.
 * @param idBytes 20 in SHA-1 repositories, 32 in SHA-256 ones.
 */
export function treeEntries(bytes: Buffer, idBytes: number): Map<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const nul = bytes.indexOf(0, space);
    const kind = kindOf(bytes.toString("latin1", at, space));
    const name = bytes.toString("utf8", space + 1, nul);
    at = nul + 1 + idBytes;
    entries.set(name, { kind, oid: bytes.toString("hex", nul + 1, at) });
  }
  return entries;
}

function kindOf(mode: string): TreeEntry["kind"] {
  if (mode === "40000") return "folder";
  if (mode === "120000") return "symbolic link";
  if (mode === "160000") return "submodule";
  return mode.startsWith("100") ? "file" : "special file";
}
