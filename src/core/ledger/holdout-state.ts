import { digestOf } from "../identity/digest.ts";
import { Id, Name, strict, Type, type Static } from "../model/shape.ts";
import type { AuditRecord } from "./audit-record.ts";
import { Digest } from "./record-parts.ts";
import type { StateFiles } from "./state-files.ts";

/** Which candidates were compared on sealed cases: what of alpha the next may spend follows from how many there were. */
export const HoldoutState = strict({
  prompt: Id,
  suite: Name,
  suite_digest: Digest,
  looks: Type.Array(Digest, { description: "Digests of the prompts that were compared, in their order, each once." }),
});
export type HoldoutState = Static<typeof HoldoutState>;

/** What a look's audit record says beside the prompt. */
export const HoldoutLook = strict({ suite: Name, suite_digest: Digest, candidate: Digest });
export type HoldoutLook = Static<typeof HoldoutLook>;

/** @param suiteDigest Other cases are another holdout. */
export function holdoutPath(prompt: string, suiteDigest: string): string {
  return `state/holdouts/${digestOf({ of: "holdout/1", prompt, suite: suiteDigest }).slice(0, 24)}.json`;
}

/** The same candidate looking twice learns nothing new. */
export async function foldLook(files: StateFiles, prompt: string, { suite, suite_digest, candidate }: HoldoutLook): Promise<void> {
  const path = holdoutPath(prompt, suite_digest);
  const before = await files.get(HoldoutState, path);
  const looks = before?.looks ?? [];
  if (!looks.includes(candidate)) files.set(path, { prompt, suite, suite_digest, looks: [...looks, candidate] } satisfies HoldoutState);
}

/** @param at UTC, ISO 8601. */
export function lookRecord(prompt: string, look: HoldoutLook, at: string, by: AuditRecord["by"]): AuditRecord {
  return { schema_version: 1, kind: "audit", act: "holdout-looked", subject: prompt, at, ...(by === undefined ? {} : { by }), detail: { ...look } };
}
