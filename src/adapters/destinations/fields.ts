/** An answer's fields, whatever it is. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Seconds as a number, whole or not, in milliseconds. */
export function secondsMs(value: unknown): { retryAfterMs?: number } {
  return typeof value === "number" && value >= 0 && Number.isFinite(value) ? { retryAfterMs: Math.ceil(value * 1000) } : {};
}
