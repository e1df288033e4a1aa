/** The id that a case has in its suite: `lengths` of `lengths[sentences=1]`, which a matrix made of it. An id has no bracket of its own. */
export function writtenId(id: string): string {
  const end = id.indexOf("[");
  return end === -1 ? id : id.slice(0, end);
}
