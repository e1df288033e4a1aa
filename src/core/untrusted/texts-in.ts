/** Every text in a JSON value, an object's keys included. */
export function textsIn(value: unknown): string[] {
  const texts: string[] = [];
  // A stack of our own: a model may nest deeper than calls can.
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "string") texts.push(next);
    else if (typeof next === "object" && next !== null) {
      const items: unknown[] = Array.isArray(next) ? next : Object.entries(next).flat();
      for (let at = items.length - 1; at >= 0; at -= 1) open.push(items[at]);
    }
  }
  return texts;
}
