import { digestOf } from "../identity/digest.ts";
import { judgeLabel, type PlannedJudge } from "./planned-judge.ts";

/** What evidence is about. Two evaluations with the same parts would prove the same thing. */
export interface EvidenceParts {
  /** The prompt's id: a copy of another prompt has that one's digest, and evidence of its own. */
  readonly prompt: string;
  readonly promptDigest: string;
  /** Digest by suite name. */
  readonly suites: Readonly<Record<string, string>>;
  readonly modelDigest: string;
  /** Digest by name of the judges that assertions ask. */
  readonly judges: Readonly<Record<string, string>>;
  /** What was asked for in place of each suite's own number; undefined = each suite's own. */
  readonly epochs: number | undefined;
}

/** The name evidence is kept under: SHA-256 over what it is about. */
export function evidenceKey({ prompt, promptDigest, suites, modelDigest, judges, epochs }: EvidenceParts): string {
  return digestOf({ of: "evidence/1", id: prompt, prompt: promptDigest, suites, model: modelDigest, judges, epochs });
}

/** What a plan's prompt and evidence both say of what they are about. */
export interface AboutEvidence {
  readonly prompt: string;
  readonly prompt_digest: string;
  readonly model_digest: string;
  readonly judges?: readonly PlannedJudge[];
  readonly suites: readonly { readonly suite: string; readonly digest: string }[];
}

/** The key of the evidence that a plan's prompt will have, or of one that is there. @param epochs As in `EvidenceParts`. */
export function keyOf({ prompt, prompt_digest, model_digest, judges = [], suites }: AboutEvidence, epochs: number | undefined): string {
  return evidenceKey({
    prompt,
    promptDigest: prompt_digest,
    modelDigest: model_digest,
    judges: Object.fromEntries(judges.map((judge) => [judgeLabel(judge), judge.digest])),
    suites: Object.fromEntries(suites.map(({ suite, digest }) => [suite, digest])),
    epochs,
  });
}

/** The key of evidence of a gate that stopped early: nobody who looks for all of it finds that. @param epochs As in `EvidenceParts`. */
export function partialKeyOf(about: AboutEvidence, epochs: number | undefined): string {
  return digestOf({ of: "partial-evidence/1", whole: keyOf(about, epochs) });
}
