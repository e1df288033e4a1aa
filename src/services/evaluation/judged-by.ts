import type { Assertion } from "../../core/assertions/schema.ts";
import { modelsAskedBy, type AskedByDefault } from "../../core/eval/needs-of.ts";
import { judgeLabel } from "../../core/eval/planned-judge.ts";
import { modelDigest } from "../../core/identity/model-digest.ts";
import type { JudgedBy } from "../../core/judging/judged-by.ts";
import { judgedDigest } from "../../core/judging/judged-digest.ts";
import { judgeDigest } from "../../core/judging/judge-digest.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { Judge } from "../../core/model/judge.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import { judgeOf } from "./judge-of.ts";

/**
 * Who judges by an assertion; undefined where nobody does, or nobody says which model.
 * @param own The repository's own judges.
 */
export async function judgedBy(
  openProvider: OpenProvider,
  assertion: Assertion,
  byDefault: AskedByDefault,
  own: Readonly<Record<string, Judge>>,
): Promise<JudgedBy | undefined> {
  const asked = modelsAskedBy([assertion], byDefault).find(({ use }) => use === "judge");
  if (asked?.model === undefined) return undefined;
  const { fingerprint } = await openProvider(providerOf(asked.model));
  const judge = judgeOf(asked.judge ?? "", own);
  const digest = judgeDigest(judge, modelDigest({ fingerprint, model: asked.model, params: judge.params }));
  return { judge: judgeLabel({ ...asked, model: asked.model }), digest: judgedDigest(digest, assertion) };
}
