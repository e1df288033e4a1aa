/** Shorter values would blank out ordinary words; they are no secrets worth the name. */
const shortest = 6;
const mask = "[redacted]";

/**
 * A function that blanks out secrets in texts: the values themselves, and their Base64, URL-encoded and JSON-escaped forms.
 * @param values The secrets; those shorter than 6 characters are ignored.
 */
export function redactor(values: Iterable<string>): (text: string) => string {
  const forms = new Set([...values].filter((value) => value.length >= shortest).flatMap(formsOf));
  // Longest first: a secret that contains another goes as a whole.
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((redacted, form) => redacted.replaceAll(form, mask), text);
}

function formsOf(value: string): string[] {
  const base64 = [0, 1, 2].map((offset) => base64At(value, offset));
  const url = encodeURIComponent(value);
  const forms = [
    value,
    ...secretsOfUrl(value),
    JSON.stringify(value).slice(1, -1),
    url,
    url.replaceAll("%20", "+"),
    ...base64,
    ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
  ];
  return forms.filter((form) => form.length >= shortest);
}

/** What is secret of a URL by itself: a server that answers "no such page: /hooks/8f3a…" says only a part of it. */
function secretsOfUrl(value: string): string[] {
  const url = /^https?:/i.test(value) ? URL.parse(value) : null;
  if (url === null) return [];
  const segments = url.pathname.split("/").filter((segment) => segment.length >= 12 && /[A-Za-z]/.test(segment) && /[0-9]/.test(segment));
  const values = [...url.searchParams.values()].filter((each) => each.length >= 8);
  return [...segments, ...values, url.password];
}

/**
 * What stays the same of a value's Base64 form when it begins `offset` bytes (mod 3) into a longer text, as in
 * Basic authentication's `user:secret`: the characters at the edges also encode their neighbours' bits and are left off.
 */
function base64At(value: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value, "utf8")]);
  const shared = Math.ceil((offset * 8) / 6);
  return bytes.toString("base64").slice(shared, Math.floor((bytes.length * 8) / 6));
}

/** The same value with every text in it blanked out, keys included. */
export function redactedJson<T>(value: T, redact: (text: string) => string): T {
  return mapTexts(value, redact) as T;
}

function mapTexts(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redact(key), mapTexts(item, redact)]));
}
