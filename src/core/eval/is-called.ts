import { writtenId } from "../cases/written-id.ts";
import { partsOfLabel } from "./prompt-label.ts";

export interface NamedCase {
  /** The prompt's label in its evaluation. */
  readonly prompt: string;
  readonly suite: string;
  readonly case: string;
  /** Undefined where it is about all of them. */
  readonly epoch?: number;
}

const epochBehind = / \(epoch (\d+)\)$/;

/**
 * Is this what a person calls the case? `late-fee`, `main/late-fee`, and with the prompt in front: behind a slash (`billing/summarize/main/late-fee`), or
 * as reports print it (`billing/summarize main/late-fee`), with the model too (`billing/summarize (openai/gpt-5) main/late-fee`) and the epoch behind it.
 * The id that was written calls all that its matrix makes: `lengths`, also for `lengths[sentences=1]`.
 */
export function isCalled({ prompt, suite, case: id, epoch }: NamedCase, wanted: string): boolean {
  const named = epochBehind.exec(wanted)?.[1];
  if (named !== undefined && epoch !== undefined && Number(named) !== epoch) return false;
  const name = wanted.replace(epochBehind, "");
  return [id, writtenId(id)].some((each) => {
    const key = `${suite}/${each}`;
    if (name === each || name === key) return true;
    if (!name.endsWith(key)) return false;
    const before = name.slice(0, -key.length);
    return [prompt, partsOfLabel(prompt).name].some((front) => before === `${front}/` || before === `${front} `);
  });
}
