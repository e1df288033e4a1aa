import type { Judge } from "../../model/judge.ts";
import { answerRelevance } from "./answer-relevance.ts";
import { closedQa } from "./closed-qa.ts";
import { contextFaithfulness } from "./context-faithfulness.ts";
import { contextRecall } from "./context-recall.ts";
import { factuality } from "./factuality.ts";
import { gEval } from "./g-eval.ts";
import { pairwise } from "./pairwise.ts";
import { rubric } from "./rubric.ts";
import { selectBest } from "./select-best.ts";

/** The judges that come with promptops, by name. A file `judges/<name>.yml` of the repository takes the place of the one with its name. */
export const builtInJudges: Readonly<Record<string, Judge>> = {
  rubric,
  factuality,
  "closed-qa": closedQa,
  "answer-relevance": answerRelevance,
  "context-faithfulness": contextFaithfulness,
  "context-recall": contextRecall,
  "g-eval": gEval,
  pairwise,
  "select-best": selectBest,
};
