/**
 * A new trace for a run (https://www.w3.org/TR/trace-context/#traceparent-header).
 * @param hex So many random bytes in hexadecimal.
 */
export function newTraceparent(hex: (bytes: number) => string): string {
  return `00-${hex(16)}-${hex(8)}-01`;
}
