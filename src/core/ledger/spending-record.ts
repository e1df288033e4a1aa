import { strict, Type, word, type Static } from "../model/shape.ts";
import { Amount, Instant, Reason, Runner, Scopes } from "./record-parts.ts";

const Scoped = Type.Array(strict({ scope: Scopes.items, amount: Amount }));
/** What counts in each scope by itself: an evaluation asks several providers, for prompts of several namespaces. */
export type ScopedAmounts = Static<typeof Scoped>;

/**
 * `spending/<hour>/<evaluation>~<nth>.<step>.json`: what an evaluation that counts in budgets reserved, what it used, or why it was not begun. Each
 * time somebody goes on with it is counted by itself.
 */
export const SpendingRecord = strict({
  schema_version: Type.Literal(1),
  kind: Type.Literal("spending"),
  evaluation: Type.String({ pattern: "^\\d{8}T\\d{9}Z-[0-9a-f]{8}(?:-\\d+)?$" }),
  nth: Type.Integer({ minimum: 1, maximum: 9_999 }),
  step: word(["reserved", "settled", "blocked"]),
  at: Instant,
  runner: Runner,
  /** What is reserved, or what a settlement gives back. */
  reserved: Scoped,
  used: Type.Optional(Scoped),
  reason: Type.Optional(Reason),
});
export type SpendingRecord = Static<typeof SpendingRecord>;
