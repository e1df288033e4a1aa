import { strict, Type, word, type Static } from "../model/shape.ts";

export const Person = strict({ name: Type.String(), email: Type.String() });
export type Person = Static<typeof Person>;

/** One environment pointed elsewhere; `null` = nothing. */
export const Change = strict({
  environment: Type.String(),
  prompt: Type.String(),
  from: Type.Unsafe<string | null>({ type: ["string", "null"] }),
  to: Type.Unsafe<string | null>({ type: ["string", "null"] }),
});
export type Change = Static<typeof Change>;

/** One entry of the release log. Written once; what is live is the fold of all of them. */
export const ReleaseEvent = strict({
  schema_version: Type.Literal(1),
  sequence: Type.Integer({ minimum: 1 }),
  /** Commit id of the entry before; null for the first. */
  previous: Type.Unsafe<string | null>({ type: ["string", "null"] }),
  kind: word(["publish", "promote", "rollback"]),
  at: Type.String({ description: "UTC, ISO 8601." }),
  by: Person,
  /** publish: the version's prompt, number, tag object and digest. */
  version: Type.Optional(strict({ prompt: Type.String(), version: Type.String(), tag: Type.String(), prompt_digest: Type.String() })),
  changes: Type.Array(Change),
  reason: Type.Optional(Type.String()),
  /** The gate's word, where one was asked. */
  gate: Type.Optional(strict({ verdict: Type.String(), mode: Type.String(), summary: Type.String() })),
});
export type ReleaseEvent = Static<typeof ReleaseEvent>;
