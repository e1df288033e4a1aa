import type { PlannedJudge } from "../../core/eval/planned-judge.ts";
import { modelDigest } from "../../core/identity/model-digest.ts";
import { judgeDigest } from "../../core/judging/judge-digest.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import { noEmbeddings } from "./embed-texts.ts";
import { judgeOf } from "./judge-of.ts";
import type { LoadedTarget } from "./loaded-target.ts";
import type { Surveying } from "./survey-suite.ts";

/**
 * Everybody that assertions ask, each with the digest of what decides their answer. Opening a provider now tells what is wrong with
 * it before anything is paid for. @throws PromptopsError `no-embeddings`, and what opening throws.
 */
export async function plannedJudges(
  openProvider: OpenProvider,
  { resolved }: Pick<LoadedTarget, "resolved">,
  asked: Surveying["asked"],
): Promise<PlannedJudge[]> {
  const planned: PlannedJudge[] = [];
  for (const [, { by, suite }] of [...asked].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { use, model = "" } = by;
    const provider = await openProvider(providerOf(model));
    const { fingerprint } = provider;
    if (use === "judge") {
      const judge = judgeOf(by.judge ?? "", suite.judges);
      const digest = judgeDigest(judge, modelDigest({ fingerprint, model, params: judge.params }));
      planned.push({ use, ...(by.judge === undefined ? {} : { judge: by.judge }), version: judge.version, model, digest });
    } else {
      if (use === "embedding" && provider.embed === undefined) throw noEmbeddings(provider.name, model);
      // A rival is asked with the prompt's own parameters.
      const params = use === "rival" ? resolved.prompt.model.params : undefined;
      planned.push({ use, model, digest: modelDigest({ fingerprint, model, params }) });
    }
  }
  return planned;
}
