/** Milliseconds: a provider that asks for more is obeyed this far. */
const longest = 3_600_000;

/**
 * How long an answer's headers ask to wait, in milliseconds from 0 to one hour; undefined when they do not say.
 * `Retry-After` (RFC 9110, section 10.2.3) is a number of seconds or a date; some providers add `retry-after-ms`, which is finer.
 * @param now Milliseconds since the epoch.
 */
export function retryAfterMs(headers: { get(name: string): string | null }, now: number): number | undefined {
  const asked = milliseconds(headers.get("retry-after-ms")) ?? seconds(headers.get("retry-after"), now);
  return asked === undefined ? undefined : Math.min(Math.max(asked, 0), longest);
}

function milliseconds(value: string | null): number | undefined {
  return value !== null && isNumber(value) ? Number(value) : undefined;
}

function seconds(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (isNumber(value)) return Math.ceil(Number(value) * 1000);
  // A date has letters; `Date.parse` alone would read "-5" as a month.
  const date = /[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : date - now;
}

function isNumber(value: string): boolean {
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/.test(value);
}
