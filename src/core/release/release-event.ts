import { Id, Name, strict, Type, word, type Static } from "../model/shape.ts";

export const Person = strict({ name: Type.String(), email: Type.String() });
export type Person = Static<typeof Person>;

/** As `isVersion` has it, roughly: enough that a record names no file outside its folder. */
export const VersionNumber = Type.String({ maxLength: 64, pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+(?:-[0-9A-Za-z.-]+)?$" });

const Nothing = Type.Unsafe<string | null>({ type: ["string", "null"] });

/** One environment pointed elsewhere; `from` null = nothing was live there. */
export const Change = strict({ environment: Name, prompt: Id, from: Nothing, to: VersionNumber });
export type Change = Static<typeof Change>;

export const releaseKinds = ["publish", "approve", "promote", "rollback", "deprecate"] as const;

/** Of a rollback that a promotion's post-check made: which promotion, by what check, and what it went by. */
export const Undoes = strict({
  entry: Type.Integer({ minimum: 1, description: "The promotion." }),
  check: word(["canary", "watch"]),
  codes: Type.Array(Type.String(), { description: "Reason codes of what failed." }),
  evaluation: Type.Optional(Type.String({ description: "Whose evidence says so." })),
});
export type Undoes = Static<typeof Undoes>;

/** One entry of the release log. Written once; what is live is the fold of all of them. */
export const ReleaseEvent = strict({
  schema_version: Type.Literal(1),
  sequence: Type.Integer({ minimum: 1 }),
  /** Commit id of the entry before; null for the first. */
  previous: Nothing,
  kind: word(releaseKinds),
  at: Type.String({ description: "UTC, ISO 8601." }),
  by: Person,
  /** publish: the version's prompt, number, tag object and digest. */
  version: Type.Optional(strict({ prompt: Id, version: VersionNumber, tag: Type.String(), prompt_digest: Type.String() })),
  /** approve, deprecate: the version it is about. */
  about: Type.Optional(strict({ prompt: Id, version: VersionNumber })),
  /** approve: for which environment. */
  environment: Type.Optional(Name),
  changes: Type.Array(Change),
  reason: Type.Optional(Type.String()),
  /** rollback to a snapshot: the entry whose state it went back to. */
  snapshot: Type.Optional(Type.Integer({ minimum: 0 })),
  /** rollback by a post-check: what it undoes. It holds only while that is still what is live. */
  undoes: Type.Optional(Undoes),
  /** The gate's word, where one was asked. */
  gate: Type.Optional(strict({ verdict: Type.String(), mode: Type.String(), summary: Type.String() })),
});
export type ReleaseEvent = Static<typeof ReleaseEvent>;

/** What somebody decided, before it has its place in the log. */
export type EventDraft = Omit<ReleaseEvent, "schema_version" | "sequence" | "previous">;
