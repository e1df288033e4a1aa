/** An instant as records write it. @param at Milliseconds since the epoch. */
export function instant(at: number): string {
  return new Date(at).toISOString();
}

/** A slot as records write it: it never has a part of a second. */
export function slotInstant(at: number): string {
  return instant(at).replace(/\.\d{3}Z$/, "Z");
}
