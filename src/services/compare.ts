import { compareCommand } from "../core/eval/compare-command.ts";
import { changedPairs } from "../core/eval/compare-change.ts";
import { metricPairs } from "../core/eval/compare-metrics.ts";
import { compareNotes, sideNotes, type SideConditions } from "../core/eval/compare-notes.ts";
import { refuseNothingInCommon } from "../core/eval/compare-nothing.ts";
import { comparedReport, explainedCases, listed, sameReport } from "../core/eval/compare-report.ts";
import { sideCounts } from "../core/eval/compare-side.ts";
import { compareSlices } from "../core/eval/compare-slices.ts";
import { splitCases, type ComparedSplit } from "../core/eval/compare-split.ts";
import { compareSplits, type ComparePlan } from "../core/eval/compare-splits.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import { caseKey } from "../core/gates/case-key.ts";
import type { CompareResult } from "../core/results/compare.ts";
import type { CompareDeps, CompareInput } from "./compare/compare-input.ts";
import { comparedSides, type SideCases } from "./compare/compared-sides.ts";
import { gatherDetails } from "./compare/gather-details.ts";
import { keptStdin } from "./compare/kept-stdin.ts";
import { sideContents } from "./compare/side-contents.ts";

export { compareExit, failOnVerdicts, type FailOn } from "../core/eval/compare-exit.ts";

export interface Compared {
  readonly result: CompareResult;
  /** Every case of every comparison, in the order of `result.comparisons`; empty where both sides are the same. */
  readonly splits: readonly ComparedSplit[];
  /** Kinds of the errors that kept cases from a score. */
  readonly errorKinds: ReadonlySet<string>;
}

/** One-sided in each direction, as a gate's default. */
const alpha = 0.05;
/** Answers of so many cases that changed are shown. */
const shownCases = 20;

/**
 * Compares what was named first with each of the others, case by case. Prompts are evaluated where nothing is known of them yet;
 * evaluations and files of results are compared as they are.
 * @throws PromptopsError for names that are none, filters that match nothing, sides without a common case; and what `evaluate` throws.
 */
export async function compare(deps: CompareDeps, input: CompareInput): Promise<Compared> {
  const { suites = [], cases = [], tags = [] } = input;
  const { sides, sources } = await comparedSides({ ...deps, files: keptStdin(deps.files) }, input);
  const [baseline, ...others] = sides;
  if (baseline === undefined || others.length === 0) throw new PromptopsError("nothing-to-compare", "Only one thing was named that could be compared.");
  const plan: ComparePlan = { metric: input.metric, alpha, margin: input.margin };
  const isSame = ({ identity }: SideCases) => identity !== undefined && identity === baseline.identity;
  const contents = others.every(isSame) ? undefined : await sideContents(sides, sources);
  const splits = others.map((side) => splitCases(isSame(side) ? [] : baseline.cases, isSame(side) ? [] : side.cases, contents));
  for (const [at, side] of others.entries()) if (!isSame(side)) refuseNothingInCommon(named(baseline), named(side), splits[at] ?? splitCases([], []));

  const shown = splits.map((split) => shownOf(split, input));
  const explained = splits.map((split) => explainedCases(split, plan));
  const details = await Promise.all(
    sides.map(({ recorded, cases: own }, at) => {
      // The baseline is part of every comparison, each other side of its own.
      const wanted = <T>(lists: readonly (readonly T[] | undefined)[]) => new Set((at === 0 ? lists : [lists[at - 1]]).flatMap((list) => list ?? []));
      return gatherDetails(recorded, own, { explained: wanted(explained), shown: wanted(shown) });
    }),
  );

  const findings = compareSplits(splits, plan);
  const asked = findings.filter((finding) => finding !== undefined).length;
  const notes = new Set(sides.flatMap((side, at) => sideNotes(conditions(side, details[at]?.gone === true))));
  const comparisons = others.map((side, at) => {
    const [split, before, after] = [splits[at], details[0], details[at + 1]];
    if (split === undefined || before === undefined || after === undefined) throw new Error("every side has its cases");
    if (isSame(side)) return sameReport(0, at + 1, side.recorded.about.prompt_digest ?? "");
    const told = { before: before.details, after: after.details };
    const { slices, tagsLeftOut } = compareSlices(split.pairs, metricPairs(split.pairs, told.before, told.after), plan);
    for (const note of compareNotes(conditions(baseline, false), conditions(side, false))) notes.add(note);
    if (tagsLeftOut > 0) notes.add(`Of the tags only the 50 with the most cases were looked at, ${tagsLeftOut} were not.`);
    return comparedReport({ before: 0, after: at + 1, split, finding: findings[at], slices, details: told, shown: shown[at] }, plan, asked);
  });
  return {
    result: {
      sides: sides.map((side) => ({ ...side.recorded.about, ...sideCounts(side.cases, contents) })),
      asked: { suites: [...suites], cases: [...cases], tags: [...tags] },
      metric: plan.metric,
      alpha,
      margin: plan.margin,
      comparisons,
      notes: [...notes],
      command: commandOf(input),
    },
    splits,
    errorKinds: new Set(details.flatMap((each) => [...each.details.errorKinds])),
  };
}

/** Which answers are gathered: those of cases that were named, else, when asked for, of the first that changed. */
function shownOf(split: ComparedSplit, { cases = [], showAnswers, metric }: CompareInput): string[] | undefined {
  const { pairs, undecided, edited, onlyBefore, onlyAfter } = split;
  if (cases.length > 0) {
    const both = [...pairs, ...undecided].map(({ candidate }) => candidate);
    return [...both, ...edited, ...onlyBefore, ...onlyAfter].slice(0, listed).map(caseKey);
  }
  if (!showAnswers) return undefined;
  const changed = [...changedPairs(pairs, metric, "lost"), ...changedPairs(pairs, metric, "gained"), ...undecided];
  return changed.slice(0, shownCases).map(({ candidate }) => caseKey(candidate));
}

function conditions({ recorded: { about, planned } }: SideCases, answersGone: boolean): SideConditions {
  const { name, kind, model, models_answered: modelsAnswered } = about;
  return { name, kind, model, modelsAnswered, planned, answersGone };
}

function named({ recorded, cases }: SideCases) {
  return { name: recorded.about.name, cases };
}

function commandOf({ words, models, oneByOne, baseline, suites = [], epochs, metric }: CompareInput): string {
  return compareCommand(words, {
    model: models,
    ...(oneByOne === true ? { "one-by-one": [undefined] } : {}),
    ...(baseline === undefined ? {} : { baseline: [baseline] }),
    suite: suites,
    ...(epochs === undefined ? {} : { epochs: [String(epochs)] }),
    ...(metric === "pass" ? {} : { metric: [metric] }),
  });
}
