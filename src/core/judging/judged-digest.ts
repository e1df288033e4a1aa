import type { Assertion } from "../assertions/schema.ts";
import { digestOf } from "../identity/digest.ts";

/** What names an assertion, weighs it, or is in the judge's own digest: it makes no other question of it. */
const beside = new Set(["description", "weight", "metric", "must_pass", "judge", "model"]);

/** What of a judge's word people said agreement with is bound to: another model, prompt or rubric is another measure. @param judgeDigest As evidence has it. */
export function judgedDigest(judgeDigest: string, assertion: Assertion): string {
  const asks = Object.fromEntries(Object.entries(assertion).filter(([name, value]) => !beside.has(name) && value !== undefined));
  return digestOf({ of: "judged/1", judge: judgeDigest, asks }).slice(0, 24);
}
