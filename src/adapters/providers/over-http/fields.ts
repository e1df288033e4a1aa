/** Answers of servers that claim to speak OpenAI's API: any field may be missing or of another type. */
export type Fields = { readonly [key: string]: unknown };

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A whole number from 0 on; undefined for anything else. */
export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Tokens that were thought and not said; undefined where the server does not tell. */
export function thought(tokens: number | undefined): { readonly reasoning: number; readonly reasoningUntold?: true } {
  return tokens === undefined ? { reasoning: 0, reasoningUntold: true } : { reasoning: tokens };
}
