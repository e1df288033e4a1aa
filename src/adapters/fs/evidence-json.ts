import type { Evidence } from "../../core/eval/evidence.ts";

/** Evidence as JSON, a line per case, in pieces: a text of all cases at once could be very large. */
export function* evidenceJson({ cases, ...head }: Evidence): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"cases":[`;
  for (const [at, each] of cases.entries()) yield `${at === 0 ? "\n" : ",\n"}${JSON.stringify(each)}`;
  yield "\n]}\n";
}
