import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { ReleaseDeps } from "./release-deps.ts";

/** Somebody else wins each round, so with this many tries a crowd gets through. */
const tries = 8;

/** Tries `work` again, after a short random pause, as long as it says that others were faster. @throws PromptopsError `too-many-races`. */
export async function untilSettled<T>({ clock, random }: Pick<ReleaseDeps, "clock" | "random">, work: (isFirst: boolean) => Promise<T | "moved">): Promise<T> {
  for (let attempt = 1; attempt <= tries; attempt++) {
    const result = await work(attempt === 1);
    if (result !== "moved") return result;
    await clock.sleep(10 + random.next() * Math.min(500, 25 * 2 ** attempt));
  }
  throw new PromptopsError("too-many-races", `The release log moved on ${tries} times while this was being recorded.`);
}
