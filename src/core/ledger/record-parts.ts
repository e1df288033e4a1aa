import { Id, Name, strict, Type, type Static } from "../model/shape.ts";
import { VersionNumber } from "../release/release-event.ts";

/** UTC, ISO 8601, milliseconds. */
export const Instant = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{3})?Z$" });
export const Digest = Type.String({ pattern: "^[0-9a-f]{64}$" });
/** W3C Trace Context, `00-<32 hex>-<16 hex>-01`: follows a run through provider and deliveries. */
export const Traceparent = Type.String({ pattern: "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$" });
export const RunId = Type.String({ maxLength: 120 });
export const IntentId = Type.String({ pattern: "^\\d{8}T\\d{2}-[0-9a-f]{24}$" });

/** Which released version something ran. */
export const RanVersion = strict({ prompt: Id, version: VersionNumber, digest: Digest, commit: Type.String() });
export type RanVersion = Static<typeof RanVersion>;

/** Which process: enough to tell two runners apart, nothing that names a person. */
export const Runner = strict({
  host: Type.String({ maxLength: 120, description: "Digest of the host's name, or what PROMPTOPS_RUNNER says." }),
  nonce: Type.String({ pattern: "^[0-9a-f]{16,32}$", description: "Two pushes of the same bytes would both seem to win." }),
});
export type Runner = Static<typeof Runner>;

/** A sentence for people and a stable word for programs. */
export const Reason = strict({ code: Type.String({ pattern: "^[a-z0-9-]+$" }), message: Type.String() });
export type Reason = Static<typeof Reason>;

/** Calls, tokens and money together: what budgets count. */
export const Amount = strict({ calls: Type.Integer(), tokens: Type.Integer(), nano_usd: Type.Integer() });
export type Amount = Static<typeof Amount>;

/** Which budgets something counts in: `all`, `job/<job>`, `namespace/<first segment>`, `provider/<name>`. */
export const Scopes = Type.Array(Type.String({ pattern: "^(?:all|(?:job|namespace|provider)/[a-z0-9-]+)$" }), { uniqueItems: true });

export const JobName = Name;

/** A record whose contents were taken out when their days were over: when, and the SHA-256 of its text as it was. */
export const Pruned = strict({ at: Instant, digest: Digest });
