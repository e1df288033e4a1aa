import { isDeepStrictEqual } from "node:util";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { plannedRuns, type EvaluationPlan, type PlannedRun } from "../../core/eval/evaluation-plan.ts";
import { isReused } from "../../core/eval/proved-case.ts";
import type { FoundShard } from "../../core/eval/fit-shards.ts";
import { Selection } from "../../core/eval/selection.ts";

/** A shard and its results in its own order, each time anew. */
export interface ReadableShard extends FoundShard {
  results(): AsyncIterable<CaseResult>;
}

/**
 * The results of a whole from those of its shards, one per shard in their order, numbered as they would be had it never been cut.
 * Each result must be the one that the plan has at its place. Nothing is kept in memory.
 * @throws PromptopsError `cannot-merge` for a shard that is unfinished or holds something else, and what reading a shard throws.
 */
export async function* mergedResults(plan: EvaluationPlan, shards: readonly ReadableShard[]): AsyncGenerator<CaseResult> {
  const hands = shards.map(handOf);
  let position = 0;
  try {
    for (const run of plannedRuns(plan)) {
      const selection = new Selection();
      for (let at = 0; at < run.suite.selected; at += 1, position += 1) {
        const hand = hands[position % hands.length];
        if (hand === undefined) throw new Error("there are no shards");
        yield* epochsOf(run, at, hand, selection);
      }
      if (selection.digest() !== run.suite.selection_digest) throw otherCases(run, shards);
    }
    for (const hand of hands) if (!(await hand.next()).done) throw refused(hand, "it holds more results than its plan");
  } finally {
    for (const hand of hands) await hand.end();
  }
}

/** Shards that were found twice may be two copies of one, and nothing else. @throws PromptopsError `cannot-merge`. */
export async function requireCopies([first, ...copies]: readonly ReadableShard[]): Promise<void> {
  if (first === undefined) return;
  for (const copy of copies) {
    const other = handOf(copy);
    try {
      for await (const result of first.results()) {
        if (!isDeepStrictEqual((await other.next()).value, result)) throw twoTruths(first, copy, nameOf(result));
      }
      if (!(await other.next()).done) throw twoTruths(first, copy, "one of them holds more");
    } finally {
      await other.end();
    }
  }
}

/** A shard being read from its beginning. */
interface Hand {
  readonly shard: FoundShard;
  next(): Promise<IteratorResult<CaseResult, undefined>>;
  end(): Promise<void>;
  read: number;
}

function handOf(shard: ReadableShard): Hand {
  const results = shard.results()[Symbol.asyncIterator]();
  return {
    shard,
    read: 0,
    next: () => results.next() as Promise<IteratorResult<CaseResult, undefined>>,
    end: async () => void (await results.return?.()),
  };
}

async function* epochsOf({ prompt, suite, start }: PlannedRun, at: number, hand: Hand, selection: Selection): AsyncGenerator<CaseResult> {
  for (let epoch = 1; epoch <= suite.epochs; epoch += 1) {
    const { value, done } = await hand.next();
    if (done === true || value.index !== hand.read) throw unfinished(hand);
    hand.read += 1;
    if (value.prompt !== prompt.label || value.suite !== suite.suite || value.epoch !== epoch)
      throw refused(hand, `${nameOf(value)} stands where the plan has another result of ${prompt.label}/${suite.suite}`);
    if (epoch === 1) selection.add({ id: value.case, digest: value.case_digest });
    yield { ...value, index: start + at * suite.epochs + epoch - 1 };
    if (!isReused(value)) continue;
    // One stands for all of them.
    if (epoch > 1) throw refused(hand, `${nameOf(value)} was run in part and taken over as well`);
    hand.read += suite.epochs - 1;
    return;
  }
}

function nameOf({ prompt, suite, case: id, epoch }: CaseResult): string {
  return `${prompt} ${suite}/${id}${epoch > 1 ? ` (epoch ${epoch})` : ""}`;
}

function unfinished({ shard, read }: Hand): PromptopsError {
  const { id, tasks } = shard.header;
  return new PromptopsError("cannot-merge", `${shard.name} is unfinished: of its ${tasks} results number ${read + 1} is missing.`, {
    where: shard.name,
    hint: `Where it ran, \`promptops eval --resume ${id}\` runs the rest.`,
  });
}

function refused({ shard }: Hand, why: string): PromptopsError {
  return new PromptopsError("cannot-merge", `${shard.name} is not what its plan says: ${why}.`, { where: shard.name });
}

function otherCases({ prompt, suite }: PlannedRun, shards: readonly FoundShard[]): PromptopsError {
  return new PromptopsError("cannot-merge", `The cases of ${prompt.label}/${suite.suite} are not those of the plan.`, {
    where: shards.map(({ name }) => name).join(", "),
    hint: "A shard's results were changed after it ran: run it again.",
  });
}

function twoTruths(first: FoundShard, copy: FoundShard, where: string): PromptopsError {
  return new PromptopsError("cannot-merge", `${first.name} and ${copy.name} are the same shard with different results: ${where}.`, {
    where: copy.name,
    hint: "Name the one that counts.",
  });
}
