import { strict, Type, type Static } from "../model/shape.ts";
import type { CaseResult } from "./case-result.ts";

/** Why cases have no score, and how many. */
export const ErrorCause = strict({
  kind: Type.String({ description: "Stable: `auth`, `rate-limit`, `timeout`, `scorer` …" }),
  message: Type.String(),
  cases: Type.Integer({ minimum: 1, description: "How many cases ended in it, of candidate and baseline together." }),
});
export type ErrorCause = Static<typeof ErrorCause>;

/** So many are told; beyond them only what is the first of its kind. */
const told = 10;

/** Gathers the causes of errors from results as they come. */
export class ErrorCauses {
  readonly #found = new Map<string, { readonly kind: string; readonly message: string; readonly cases: Set<string> }>();

  add({ error, prompt, suite, case: id }: Pick<CaseResult, "error" | "prompt" | "suite" | "case">): void {
    if (error === undefined) return;
    const { kind, message } = error;
    const key = JSON.stringify([kind, message]);
    const found = this.#found.get(key) ?? { kind, message, cases: new Set() };
    found.cases.add(JSON.stringify([prompt, suite, id]));
    this.#found.set(key, found);
  }

  /** The commonest first. */
  list(): ErrorCause[] {
    const all = [...this.#found.values()].map(({ kind, message, cases }) => ({ kind, message, cases: cases.size })).sort((a, b) => b.cases - a.cases);
    return all.filter(({ kind }, place) => place < told || all.findIndex((other) => other.kind === kind) === place);
  }
}
