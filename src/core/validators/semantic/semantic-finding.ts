import type { Judgement } from "../../judging/judge-question.ts";
import type { Finding } from "../finding.ts";
import type { SemanticValidator } from "./semantic-validator.ts";

/** A choice that scores less is held against the prompt. */
const enough = 0.5;
/** So much of a judge's reason is repeated. */
const reasonLength = 400;

/** What a judge's word holds against a prompt; undefined when nothing. */
export function semanticFinding(validator: SemanticValidator, { score, reason }: Pick<Judgement, "score" | "reason">): Finding | undefined {
  if (score >= enough) return undefined;
  const { code, message, hint, path, manifestPath, judgeName } = validator;
  const words = reason.replace(/\s+/g, " ").trim();
  const told = words.length > reasonLength ? `${words.slice(0, reasonLength)}…` : words;
  return {
    code,
    message: `${message}, says the judge: ${told}`,
    hint: `${hint} If the judge is wrong, teach it better in judges/${judgeName}.yml, or accept what it finds in the manifest.`,
    path,
    text: words,
    ...(manifestPath !== undefined && { manifest_path: manifestPath }),
  };
}
