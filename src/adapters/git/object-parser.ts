export interface GitObject {
  readonly oid: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Cuts what `git cat-file --batch` writes, `<oid> <type> <size>\n<bytes>\n` over and over, into objects; `<name> missing` is undefined. */
export function objectParser(found: (object: GitObject | undefined) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let length = 0;
  let needed = 1;
  let header: { oid: string; type: string; size: number } | undefined;
  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length < needed) return;
    let rest = chunks.length === 1 ? chunk : Buffer.concat(chunks, length);
    needed = 1;
    while (rest.length > 0) {
      if (header === undefined) {
        const end = rest.indexOf("\n");
        if (end === -1) break;
        const [, oid, type, size] = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/.exec(rest.toString("utf8", 0, end)) ?? [];
        rest = rest.subarray(end + 1);
        if (oid === undefined || type === undefined) found(undefined);
        else header = { oid, type, size: Number(size) };
      } else {
        needed = header.size + 1;
        if (rest.length < needed) break;
        const { oid, type, size } = header;
        found({ oid, type, bytes: rest.subarray(0, size) });
        rest = rest.subarray(needed);
        needed = 1;
        header = undefined;
      }
    }
    chunks = rest.length === 0 ? [] : [rest];
    length = rest.length;
    if (header !== undefined) needed = header.size + 1;
  };
}
