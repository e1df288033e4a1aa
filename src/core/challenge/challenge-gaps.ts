import { fewestChanges } from "../gates/comparison.ts";
import type { ChallengeSet } from "./build-challenge.ts";
import { challengeShares, challengeSplits, type ChallengeSplit } from "./challenge-split.ts";

export interface ChallengeGap {
  readonly split: ChallengeSplit;
  readonly questions: number;
  readonly message: string;
  readonly hint: string;
}

/** With fewer changed questions no exact test shows anything at the usual alpha. */
const fewest = fewestChanges(0.05);

const used: Readonly<Record<ChallengeSplit, string>> = {
  train: "there is nothing to learn from",
  validation: "nothing says whether what was learned holds elsewhere",
  holdout: "a gate has nothing sealed to ask",
};

/** The parts of a set that are empty, or so small that nothing can be shown by them, and what to do. */
export function challengeGaps({ cases, clusters, withoutLabel }: Pick<ChallengeSet, "cases" | "clusters" | "withoutLabel">, prompt: string): ChallengeGap[] {
  return challengeSplits.flatMap((split): ChallengeGap[] => {
    const questions = new Set(cases.filter((each) => each.split === split).map(({ cluster, content }) => cluster ?? content)).size;
    if (questions >= fewest) return [];
    const message =
      questions === 0
        ? `${split} is empty: ${used[split]}.`
        : `${split} has ${questions} ${questions === 1 ? "question" : "questions"}: with fewer than ${fewest} no gain or loss can be shown by it.`;
    return [{ split, questions, message, hint: hintFor(split, clusters, withoutLabel, prompt) }];
  });
}

function hintFor(split: ChallengeSplit, clusters: number, withoutLabel: number, prompt: string): string {
  if (split === "holdout" && withoutLabel > 0)
    return `Give the ${withoutLabel === 1 ? "question" : `${withoutLabel} questions`} that only a model or a person can judge an assertion that needs neither, then build again.`;
  const wanted = Math.ceil(fewest / challengeShares[split]);
  const toCome = Math.max(1, wanted - clusters);
  return `Find ${toCome} or more further questions: evaluate more cases (\`promptops eval ${prompt}\`), rate answers (\`promptops feedback add\`), tag cases \`golden\`, or raise \`--random-share\`; then build again. What is placed stays where it is.`;
}
