import { strict, Type, word, type Static } from "./shape.ts";

/**
 * What validators find by signs, and may be wrong about. Not among them: what breaks a constraint of the manifest, which is to be mended there;
 * what is plainly so; and what nobody who reads an acceptance could judge: a secret, or text that people do not see.
 */
export const acceptableCodes = ["thought-leak", "judge-injection", "eval-leak", "single-example", "duplicate-text", "degenerate-text"] as const;

/** What a judge finds who is asked, and may be wrong about as well. */
export const meaningCodes = ["contradiction", "contract-contradicted", "scope-mismatch", "task-drift", "judge-persuasion"] as const;

/** A person's word that what a validator finds shall stay. */
export const Acceptance = strict({
  code: word([...acceptableCodes, ...meaningCodes], {
    description: "What validators find by signs, or a judge finds who is asked (`validate --semantic`): either may be wrong about it.",
  }),
  because: Type.String({ pattern: "\\S", maxLength: 500, description: "Why it shall stay: shown wherever the finding would be." }),
  text: Type.Optional(
    Type.String({
      pattern: "\\S",
      maxLength: 500,
      description: "Words of the prompt that the finding is about. Without them every finding of this code is accepted, also what is found later.",
    }),
  ),
});
export type Acceptance = Static<typeof Acceptance>;
