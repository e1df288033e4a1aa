import type { TrendPoint, TrendResult } from "../core/results/trend.ts";
import type { MeasuredVersion } from "../core/trend/pass-rate-change.ts";
import { trendConfidence, trendPoint } from "../core/trend/trend-point.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { EvaluationStore } from "../ports/evaluation-store.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import { keptEvidence, type EvidenceElsewhere } from "./release/kept-evidence.ts";
import { requireKnownPrompt } from "./release/known-names.ts";
import { fetchLog, knownRemote } from "./release/known-remote.ts";
import { liveIn, versionsWithTags } from "./release/versions-with-tags.ts";
import { viewLog } from "./release/view-log.ts";

export interface TrendDeps {
  readonly git: GitRepo;
  readonly workTree: DocumentSource;
  readonly evaluations: EvaluationStore;
  /** Absent = nowhere. */
  readonly evidenceElsewhere?: EvidenceElsewhere;
}

export interface TrendInput {
  readonly prompt: string;
  /** The newest so many versions. */
  readonly limit: number;
  /** Ask the remote first. */
  readonly fetch: boolean;
}

/** Scores, pass rate, cost and latency from version to version, as they were when each was published. @throws PromptopsError `unknown-prompt`. */
export async function trend({ git, workTree, evaluations, evidenceElsewhere }: TrendDeps, { prompt, limit, fetch }: TrendInput): Promise<TrendResult> {
  const remote = await knownRemote(git);
  if (fetch) await fetchLog(git, remote, [prompt]);
  const { state } = await viewLog(git, remote, { prompts: [prompt], environments: "all" });
  const all = await versionsWithTags(git, state, prompt);
  if (all.length === 0) await requireKnownPrompt(git, workTree, remote, prompt);
  const points: TrendPoint[] = [];
  let before: MeasuredVersion | undefined;
  for (const { record, tagged } of all.slice(-limit)) {
    const known = { version: record.version, at: record.at, live_in: liveIn(state, record) };
    const predicate = tagged?.statement.predicate;
    const evidence = predicate && (await keptEvidence(evaluations, predicate, evidenceElsewhere));
    const point = trendPoint(known, predicate?.evaluation, evidence, before);
    points.push(point);
    if (point.source !== "nothing") before = { point, evidence };
  }
  return { prompt, confidence: trendConfidence, versions: points, earlier: Math.max(0, all.length - limit) };
}
