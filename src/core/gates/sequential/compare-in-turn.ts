import type { EffectivePolicy } from "../effective-policy.ts";
import { questionsOf, type Question } from "./questions.ts";

export interface InTurn {
  /** What was shown; undefined while nothing is. */
  readonly shown: Question["code"] | undefined;
  /** Nothing is shown, and the rest would hardly show anything. */
  readonly hopeless: boolean;
  /** So many units were looked at: those up to the answer. */
  readonly units: number;
  /** e-value by what it would show. */
  readonly evidence: Readonly<Partial<Record<Question["code"], number>>>;
  /** About how many units it takes to pass at the rates seen; undefined when no number would do. */
  readonly unitsNeeded: number | undefined;
}

/** Hope is asked after so many units first, and then after every tenth. */
const firstHope = 20;
const everyHope = 10;

/**
 * Looks at units one after the other and ends with the first answer, so that it does not matter how many were run beyond it: the same
 * order, the same answer. Each error, passing what the null says or failing it, has a probability of at most alpha however
 * often one looks. Giving up costs power and no error: nothing is shown by it.
 * @param differences Of the units that were run, in their order.
 * @param all How many units there are.
 * @param largest So many cases has the largest of all.
 * @param epochs So often was each case asked.
 */
export function compareInTurn(
  differences: readonly (readonly number[])[],
  { all, largest, epochs }: { readonly all: number; readonly largest: number; readonly epochs: number },
  policy: Pick<EffectivePolicy, "mode" | "metric" | "margin" | "alpha">,
): InTurn {
  const questions = questionsOf(policy, { largest, epochs });
  const enough = Math.log(1 / policy.alpha);
  let units = 0;
  let shown: Question["code"] | undefined;
  let hopeless = false;
  for (const unit of differences) {
    units += 1;
    for (const question of questions) question.add(unit);
    shown = questions.find(({ log }) => log >= enough)?.code;
    if (shown !== undefined) break;
    const rest = all - units;
    hopeless = rest > 0 && units >= firstHope && units % everyHope === 0 && questions.every((question) => question.log + question.hope(rest) < enough);
    if (hopeless) break;
  }
  const [passing] = questions;
  const needed = passing?.unitsNeeded(enough);
  return {
    shown,
    hopeless,
    units,
    evidence: Object.fromEntries(questions.map(({ code, log }) => [code, Math.exp(Math.min(log, 700))])),
    unitsNeeded: needed === undefined ? undefined : Math.max(needed, units + 1),
  };
}
