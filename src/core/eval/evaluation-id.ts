/** `20261120T090000123Z-1a2b3c4d`: sorts by time, and says which plan it is. @param startedAt Milliseconds since the epoch. */
export function evaluationId(startedAt: number, planDigest: string): string {
  return `${new Date(startedAt).toISOString().replaceAll(/[-:.]/g, "")}-${planDigest.slice(0, 8)}`;
}

/** Is this a word that `evaluationId` or the store, which may add a number, wrote? */
export function isEvaluationId(word: string): boolean {
  return /^\d{8}T\d{9}Z-[0-9a-f]{8}(-\d+)?$/.test(word);
}

/** When the evaluation of this id started, as `2026-11-20T09:00:00.123Z`; undefined for any other word. */
export function startedAt(id: string): string | undefined {
  const [, year, month, day, hour, minute, second, millisecond] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-/.exec(id) ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`;
}
