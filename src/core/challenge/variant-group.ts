/** Groups of variants that a challenge set found: unlike those that people name, one of them means the same in every suite. */
export const variantGroup = /^near-[0-9a-f]{12}$/;

/** @param contentDigest The least of all variants. */
export function variantGroupOf(contentDigest: string): string {
  return `near-${contentDigest.slice(0, 12)}`;
}
