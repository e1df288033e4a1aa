import type { Person } from "./release-event.ts";
import { signsFor, type Signer } from "./signer.ts";

export interface OwnSignature {
  readonly status: "unsigned" | "good" | "bad" | "untrusted" | "unjudged";
  /** Of a good one. */
  readonly signer?: Signer;
}

/** Why what somebody writes here would not be believed to be theirs, as the end of a sentence; undefined when it would. */
export function signatureDoubt(signature: OwnSignature | undefined, by: Person): string | undefined {
  const { status, signer } = signature ?? { status: "unsigned" };
  if (signer === undefined) return doubts[status];
  return signsFor(signer, by) ? undefined : `the key that signs here is that of ${signer.names.join(", ")}, and not of ${by.email}`;
}

const doubts = {
  unsigned: "git signs no commits here",
  bad: "what git signs here does not hold",
  untrusted: "the key that signs here is none that git has reason to trust",
  unjudged: "git was not told here whose signature to trust",
  good: "nobody knows whose key signs here",
} as const;

export function signHint({ email }: Person): string {
  return `Let git sign commits (\`git config commit.gpgSign true\`) with the key of ${email}; whom git trusts is \`gpg.ssh.allowedSignersFile\`, or the GPG keyring.`;
}
