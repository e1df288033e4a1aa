import { PromptopsError } from "../errors/promptops-error.ts";

/**
 * The cosine of the angle between two vectors, from −1 to 1.
 * @throws PromptopsError `malformed-embedding` when they are no vectors of one length, or one of them points nowhere.
 */
export function cosine(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length || a.length === 0)
    throw new PromptopsError("malformed-embedding", `The embeddings cannot be compared: they have ${a.length} and ${b.length} numbers.`);
  let [dot, aa, bb] = [0, 0, 0];
  for (const [at, x] of a.entries()) {
    const y = b[at] ?? 0;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  const length = Math.sqrt(aa) * Math.sqrt(bb);
  if (!(length > 0) || !Number.isFinite(length)) throw new PromptopsError("malformed-embedding", "An embedding points nowhere, so it cannot be compared.");
  return Math.min(1, Math.max(-1, dot / length));
}
