import { isDeepStrictEqual } from "node:util";
import { askedDifferences } from "../../core/eval/asked-differences.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { partsOfLabel } from "../../core/eval/prompt-label.ts";
import { usualSeed } from "../../core/eval/sample-draw.ts";
import { parseShard, shardName } from "../../core/eval/shard.ts";
import type { EvaluationHeader } from "../../ports/evaluation-store.ts";
import { branchPoint } from "./differing-prompts.ts";
import type { EvalRequest, Selected } from "./eval-request.ts";

/** A flag said again counts: an evaluation goes on as it began, or not at all. @throws PromptopsError `plan-changed`. */
export function refuseOthers(header: EvaluationHeader, request: EvalRequest): void {
  const before = askedBefore(header);
  const { asked } = header.plan;
  const { prompts, suites, cases, tags, filters = [], sample, seed, shard, epochs, models = [], provider, changed, useCache, reuse } = request;
  const said = {
    ...given({ suites, cases, tags, filters, models }, (list) => list.length > 0),
    ...given({ epochs, provider, cache: useCache, shard: shard === undefined ? undefined : parseShard(shard) }, (value) => value !== undefined),
    ...(sample === undefined ? {} : { sample: { size: sample, seed: seed ?? asked.sample?.seed ?? usualSeed } }),
    ...(changed === undefined ? {} : { changed: changed === branchPoint ? (asked.changed ?? "REF") : changed }),
  };
  const [differing] = askedDifferences(asked, said, Object.keys(said) as (keyof typeof said)[]);
  if (differing !== undefined) throw goesOnAsItBegan(header, differing.before, differing.flag);
  if (reuse !== undefined && reuse !== (header.reuses !== undefined))
    throw goesOnAsItBegan(header, reuse ? "--no-reuse" : "--reuse", reuse ? "--reuse" : "--no-reuse");
  if (prompts.length > 0 && !isDeepStrictEqual([...new Set(prompts)].sort(), [...before.prompts].sort()))
    throw new PromptopsError("plan-changed", `Evaluation ${header.id} is of ${before.prompts.join(", ")}, and not of ${prompts.join(", ")}.`, {
      hint: "Leave the prompt out to go on with it, or leave `--resume` out to begin another.",
    });
}

function goesOnAsItBegan({ id }: EvaluationHeader, before: string, flag: string): PromptopsError {
  return new PromptopsError("plan-changed", `Evaluation ${id} began with \`${before}\`, and goes on only as it began.`, {
    where: flag,
    hint: `Leave \`${flag}\` out to go on with it, or leave \`--resume\` out to begin another.`,
  });
}

function given<T extends object>(values: T, isGiven: (value: NonNullable<T[keyof T]>) => boolean): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && isGiven(value as NonNullable<T[keyof T]>))) as Partial<T>;
}

/** What an evaluation was asked for when it began. */
export function askedBefore({ plan: { prompts, asked } }: EvaluationHeader): Selected {
  const { suites, cases, tags, filters, sample, shard, changed, epochs, models, provider, cache } = asked;
  return {
    prompts: [...new Set(prompts.map(({ label }) => partsOfLabel(label).name))],
    suites,
    cases,
    tags,
    filters,
    sample: sample?.size,
    seed: sample?.seed,
    shard: shard && shardName(shard),
    changed,
    epochs,
    models,
    provider,
    useCache: cache,
  };
}
