import { caseKey } from "../gates/case-key.ts";
import type { CaseResult } from "./case-result.ts";
import type { EvidenceCase } from "./evidence.ts";
import { reduceCase } from "./reduce-case.ts";

/** What results say of one prompt, when nothing else is known of their evaluation. */
export interface FoldedResults {
  readonly cases: readonly EvidenceCase[];
  readonly models: ReadonlySet<string>;
  /** Did any case have more than one epoch? */
  readonly epochs: boolean;
}

type Epochs = Map<number, CaseResult>;

/**
 * Results in any order become cases, prompt by prompt. Without a plan a case's epochs count alike: their scores are averaged, and
 * it passes when all of them do. Of two results for one epoch the later counts. Answers are not kept.
 */
export async function foldResults(results: AsyncIterable<CaseResult>): Promise<ReadonlyMap<string, FoldedResults>> {
  const prompts = new Map<string, { readonly cases: Map<string, Epochs>; readonly models: Set<string> }>();
  for await (const result of results) {
    const found = prompts.get(result.prompt) ?? { cases: new Map<string, Epochs>(), models: new Set<string>() };
    prompts.set(result.prompt, found);
    for (const model of result.reused?.models_answered ?? []) found.models.add(model);
    if (result.model_answered !== undefined) found.models.add(result.model_answered);
    const epochs: Epochs = found.cases.get(caseKey(result)) ?? new Map();
    found.cases.set(caseKey(result), epochs.set(result.epoch, slim(result)));
  }
  return new Map(
    [...prompts].map(([prompt, { cases, models }]) => [prompt, { cases: reduced(cases), models, epochs: [...cases.values()].some(({ size }) => size > 1) }]),
  );
}

function reduced(cases: ReadonlyMap<string, Epochs>): EvidenceCase[] {
  return [...cases.values()].map((epochs) =>
    reduceCase(
      [...epochs.values()].sort((a, b) => a.epoch - b.epoch),
      { reducer: "mean" },
    ),
  );
}

function slim({
  index,
  prompt,
  suite,
  case: id,
  epoch,
  case_digest,
  status,
  score,
  must_pass,
  group,
  tags,
  latency_ms,
  cost_nano_usd,
  reused,
}: CaseResult): CaseResult {
  return {
    index,
    prompt,
    suite,
    case: id,
    epoch,
    case_digest,
    status,
    score,
    checks: [],
    ...(must_pass === undefined ? {} : { must_pass }),
    ...(group === undefined ? {} : { group }),
    ...(tags === undefined ? {} : { tags }),
    ...(latency_ms === undefined ? {} : { latency_ms }),
    ...(cost_nano_usd === undefined ? {} : { cost_nano_usd }),
    ...(reused === undefined ? {} : { reused }),
  };
}
