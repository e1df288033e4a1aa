import { PromptopsError } from "../errors/promptops-error.ts";
import type { EvaluationHeader } from "./evaluation-header.ts";
import { countTasks, planDigest, type EvaluationPlan } from "./evaluation-plan.ts";
import { planDifferences } from "./plan-differences.ts";
import { shardName } from "./shard.ts";
import { unshardedPlan } from "./unsharded-plan.ts";

/** A shard's header, and where it was found. */
export interface FoundShard {
  readonly name: string;
  readonly header: EvaluationHeader;
}

/** Shards that make a whole. */
export interface FittingShards<T> {
  readonly plan: EvaluationPlan;
  /** By index, counted from 1; the same one may have been found more than once. */
  readonly byIndex: readonly (readonly T[])[];
}

/**
 * Brings shards into order. An evaluation that is no shard is the only one of its kind.
 * @throws PromptopsError `cannot-merge` when they were cut from different plans, or differently, or some are missing.
 */
export function fitShards<T extends FoundShard>(found: readonly T[]): FittingShards<T> {
  const [first, ...others] = found;
  if (first === undefined) throw new PromptopsError("cannot-merge", "There is nothing to merge.");
  const plan = unshardedPlan(first.header.plan);
  for (const shard of found) requireSound(shard);
  for (const other of others) requireSame(first, plan, other);
  const { count } = shardOf(first);
  const byIndex = Array.from({ length: count }, (_, at) => found.filter((each) => shardOf(each).index === at + 1));
  const missing = byIndex.flatMap((shards, at) => (shards.length === 0 ? [shardName({ index: at + 1, count })] : []));
  if (missing.length > 0)
    throw new PromptopsError(
      "cannot-merge",
      `${missing.length === 1 ? "Shard" : "Shards"} ${listed(missing)} ${missing.length === 1 ? "is" : "are"} missing.`,
      {
        hint: `Run \`promptops eval --shard ${missing[0]}\`, as the others were run, and name what it writes too.`,
      },
    );
  return { plan, byIndex };
}

/** What a header says of itself must be so: whatever was done to its file, nothing is built on it otherwise. */
function requireSound({ name, header }: FoundShard): void {
  const { plan, plan_digest, tasks } = header;
  if (planDigest(plan) !== plan_digest || countTasks(plan) !== tasks)
    throw new PromptopsError("corrupt-evaluation", `What ${name} says it set out to do does not have the digest it names.`, { where: name });
}

function requireSame(first: FoundShard, plan: EvaluationPlan, other: FoundShard): void {
  const refuse = (why: string, hint?: string) => {
    throw new PromptopsError("cannot-merge", `${first.name} and ${other.name} do not belong together: ${why}.`, {
      where: other.name,
      ...(hint === undefined ? {} : { hint }),
    });
  };
  const [a, b] = [shardOf(first), shardOf(other)];
  if (a.count !== b.count) refuse(`one is shard ${shardName(a)}, the other ${shardName(b)}`);
  const whole = unshardedPlan(other.header.plan);
  if (planDigest(whole) !== planDigest(plan))
    refuse(planDifferences(plan, whole).join(", "), "Shards are run with the same flags on the same files: check out the same commit for all of them.");
  if (first.header.tool_version !== other.header.tool_version)
    refuse(`one was made by promptops ${first.header.tool_version ?? "of long ago"}, the other by ${other.header.tool_version ?? "one of long ago"}`);
}

function shardOf({ header }: FoundShard): { readonly index: number; readonly count: number } {
  return header.plan.asked.shard ?? { index: 1, count: 1 };
}

function listed(names: readonly string[]): string {
  return names.length <= 10 ? names.join(", ") : `${names.slice(0, 10).join(", ")} and ${names.length - 10} more`;
}
