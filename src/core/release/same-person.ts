import type { Person } from "./release-event.ts";
import { emailsOf, signsFor, type Signer } from "./signer.ts";

/** By e-mail, as git tells people apart; capitals do not matter. */
export function isSamePerson(a: Pick<Person, "email">, b: Pick<Person, "email">): boolean {
  return a.email.toLowerCase() === b.email.toLowerCase();
}

/** Everything that somebody is known by: addresses in small letters, and fingerprints of keys. */
export type Traces = ReadonlySet<string>;

/** @param signer Who signed what this person did, where git trusts the signature. */
export function tracesOf({ email }: Pick<Person, "email">, signer?: Signer): Traces {
  return new Set([email, ...(signer === undefined ? [] : [...emailsOf(signer), ...signer.keys])].map((trace) => trace.toLowerCase()));
}

/** Whose word something is: of whoever signed it, when the signature is not that of whoever it names; else of the latter. */
export function voiceOf(by: Pick<Person, "email">, signer: Signer | undefined): Traces {
  if (signer === undefined || signsFor(signer, by)) return tracesOf(by, signer);
  return new Set([...emailsOf(signer), ...signer.keys].map((trace) => trace.toLowerCase()));
}

/** Whoever has one trace in common is one person, whatever name they go by. */
export function isSameByTraces(a: Traces, b: Traces): boolean {
  return [...a].some((trace) => b.has(trace));
}

/** `SHA256:…` and the like; everything else is an e-mail. */
export function isFingerprint(listed: string): boolean {
  return !listed.includes("@");
}

/** Is somebody on a list of e-mails and fingerprints? A fingerprint is the word of whoever signs with it, and of nobody else. */
export function isListed(list: readonly string[], { email }: Pick<Person, "email">, signer: Signer | undefined): boolean {
  const known = new Set([email, ...(signer?.keys ?? [])].map((trace) => trace.toLowerCase()));
  return list.some((each) => known.has(each.toLowerCase()));
}
