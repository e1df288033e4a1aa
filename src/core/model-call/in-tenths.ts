/** A duration to a tenth of a millisecond: what is finer is noise of the machine, and three digits of every record. */
export function inTenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
