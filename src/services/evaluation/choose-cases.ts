import { CaseFilter } from "../../core/eval/case-filter.ts";
import { casePattern } from "../../core/eval/case-pattern.ts";
import { SampleDraw, sampledName, type CaseSample } from "../../core/eval/sample-draw.ts";
import { isInShard } from "../../core/eval/shard.ts";
import type { EvalCase } from "../../core/model/suite.ts";
import type { PlanInput } from "./evaluation-input.ts";
import type { LoadedTarget } from "./loaded-target.ts";

/** Which cases are run, the same each time they are read. */
export interface CaseChoice {
  readonly filter: CaseFilter;
  /** Do filters and sample leave it? */
  isSelected(target: LoadedTarget, evalCase: EvalCase): boolean;
  /** Does the shard run it? @param position Its place among all that are selected, from 0. */
  isOurs(position: number): boolean;
}

/** Reads every case once when a sample is to be drawn, else none. @throws PromptopsError `invalid-flag`, and what reading cases throws. */
export async function chooseCases(targets: readonly LoadedTarget[], { cases = [], tags = [], filters = [], sample, shard }: PlanInput): Promise<CaseChoice> {
  const filter = new CaseFilter({ cases, tags, patterns: await Promise.all(filters.map(casePattern)) });
  const drawn = sample && (await drawSamples(targets, filter, sample));
  return {
    filter,
    isSelected: (target, evalCase) =>
      filter.matches({ ...evalCase, prompt: target.label }) && (drawn === undefined || drawn.get(target)?.has(sampledName(evalCase)) === true),
    isOurs: (position) => shard === undefined || isInShard(shard, position),
  };
}

/** A sample per prompt; the same prompt with another model gets the same one. */
async function drawSamples(targets: readonly LoadedTarget[], filter: CaseFilter, sample: CaseSample): Promise<ReadonlyMap<LoadedTarget, ReadonlySet<string>>> {
  const drawn = new Map<LoadedTarget, ReadonlySet<string>>();
  for (const target of targets) {
    const twin = [...drawn.keys()].find(({ resolved, suiteSource }) => resolved.id === target.resolved.id && suiteSource === target.suiteSource);
    drawn.set(target, (twin && drawn.get(twin)) ?? (await drawSample(target, filter, sample)));
  }
  return drawn;
}

async function drawSample({ label, suites }: LoadedTarget, filter: CaseFilter, sample: CaseSample): Promise<ReadonlySet<string>> {
  const draw = new SampleDraw(sample);
  for (const suite of suites) for await (const evalCase of suite.cases()) if (filter.matches({ ...evalCase, prompt: label })) draw.add(evalCase);
  return draw.names();
}
