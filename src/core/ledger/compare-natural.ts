/** Orders paths by their characters, and numbers in them by their value: `1.2` before `1.10`. */
export function compareNatural(a: string, b: string): number {
  const [left, right] = [a.match(pieces) ?? [], b.match(pieces) ?? []];
  for (const [at, piece] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    if (piece === other) continue;
    const byValue = isNumber(piece) && isNumber(other) ? piece.length - other.length : 0;
    return byValue === 0 ? (piece < other ? -1 : 1) : byValue;
  }
  return left.length - right.length;
}

const pieces = /\d+|\D+/g;

function isNumber(piece: string): boolean {
  return /^\d/.test(piece);
}
