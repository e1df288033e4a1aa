import { baselinePlace, baselineWords, type NamedSide } from "../../core/eval/compare-baseline.ts";
import { filterCases } from "../../core/eval/compare-filter.ts";
import type { EvidenceCase } from "../../core/eval/evidence.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { firstFew } from "../../core/gates/words.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { CompareDeps, CompareInput } from "./compare-input.ts";
import { evaluateSides } from "./evaluate-sides.ts";
import { openSides } from "./open-sides.ts";
import type { OpenedSide, PromptSide, RecordedSide } from "./opened-side.ts";

export interface SideCases {
  readonly recorded: RecordedSide;
  /** What the filters leave of its cases. */
  readonly cases: readonly EvidenceCase[];
  /** Sides with the same one are one and the same. */
  readonly identity: string | undefined;
}

export interface ComparedSides {
  /** The baseline first. */
  readonly sides: readonly SideCases[];
  /** Where the suites that were answered may be: that of the prompts evaluated, and the work tree; empty where only files of results are compared. */
  readonly sources: readonly DocumentSource[];
}

/** Every side with its cases: prompts evaluated, filters applied. */
export async function comparedSides(deps: CompareDeps, input: CompareInput): Promise<ComparedSides> {
  const { words, models, baseline } = input;
  const named = await openSides(deps, { ...input, words: baselineWords(words, models, baseline) });
  const first = baselinePlace(named, models, baseline);
  if (first === undefined) throw notAmong(baseline ?? "", named);
  const opened = named.map(({ side }) => side);
  const prompts = opened.filter(isPrompt);
  if (prompts.length === 0) refuseForEvaluation(input);
  const evaluated = prompts.length === 0 ? [] : await evaluateSides(await deps.repository(), prompts, input);
  const bySide = new Map(prompts.map((prompt, at) => [prompt, evaluated[at]]));
  const sides = opened.map((side) => {
    const found = isPrompt(side) ? bySide.get(side) : { side, identity: undefined };
    if (found === undefined) throw new Error("every prompt was evaluated");
    return found;
  });
  const { suites = [], cases = [], tags = [] } = input;
  const left = filterCases(
    sides.map(({ side }) => side.cases),
    { suites, cases, tags },
  );
  const found = sides.map(({ side, identity }, at): SideCases => ({ recorded: side, cases: left[at] ?? [], identity }));
  // Only now: whose suites are answered follows from the order in which they were named.
  const inOrder = [...found.slice(first, first + 1), ...found.slice(0, first), ...found.slice(first + 1)];
  const answered = prompts.at(-1)?.source;
  const known = opened.every((side) => side.opened === "recorded" && side.about.kind === "results") ? [] : [(await deps.repository()).workTree];
  return { sides: inOrder, sources: answered === undefined ? known : [answered, ...known] };
}

function notAmong(baseline: string, named: readonly NamedSide[]): PromptopsError {
  const names = named.map(({ word, model }) => (model === undefined ? word : `${word} with ${model}`));
  return new PromptopsError("invalid-flag", `"${baseline}" is not among what is compared: ${firstFew(names, 6)}.`, { where: "--baseline" });
}

/** What steers an evaluation says nothing where nothing is evaluated. */
function refuseForEvaluation({ epochs, useCache, maxCostUsd, concurrency }: CompareInput): void {
  const given: readonly (readonly [flag: string, value: unknown, words: string])[] = [
    ["--epochs", epochs, "the number of epochs cannot be chosen any more"],
    [useCache === true ? "--cache" : "--no-cache", useCache, "no answer is asked for, be it in the cache or not"],
    ["--max-cost", maxCostUsd, "nothing is paid for"],
    ["--concurrency", concurrency, "nobody is called"],
  ];
  const [flag, , words] = given.find(([, value]) => value !== undefined) ?? [];
  if (flag === undefined) return;
  throw new PromptopsError("invalid-flag", `Everything named was evaluated already, so ${words}.`, {
    where: flag,
    hint: `Leave out \`${flag}\`, or name a prompt.`,
  });
}

function isPrompt(side: OpenedSide): side is PromptSide {
  return side.opened === "prompt";
}
