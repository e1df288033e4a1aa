import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { VerifyCheck } from "../../core/results/verify.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { checkedRef } from "./explained-log.ts";
import { logRef, trackingRef } from "./release-log.ts";
import { verifyLog, type VerifiedLog } from "./verify-log.ts";
import { newestTip } from "./view-log.ts";

/** A log that can be checked: the newest, or where that cannot even be read, what it can be mended with. */
export interface ReadableLog extends VerifiedLog {
  readonly tip: string | undefined;
  /** Of the newest. */
  readonly damage?: VerifyCheck;
}

/** @throws PromptopsError `history-missing`. */
export async function readableLog(git: GitRepo, remote: string | undefined): Promise<ReadableLog> {
  const tip = await newestTip(git, remote);
  const read = await tried(git, tip);
  if (!(read instanceof PromptopsError)) return { tip, ...read };
  const here = await git.ref(logRef);
  const there = remote === undefined ? undefined : await git.ref(trackingRef(remote));
  const message = `${tip === here ? `The branch promptops/releases of this clone, ${tip?.slice(0, 7)},` : `The release log on ${remote}`} cannot be read as a release log: ${read.where}. ${read.message}`;
  const damage = (mend: string): VerifyCheck => ({ check: "log", outcome: "problem", message: `${message} ${mend}` });
  const checked = await git.ref(checkedRef);
  for (const [other, mend] of [
    [there, `\`git update-ref -d ${logRef}\` drops it, and ${remote}'s counts; the next release command does as much.`],
    [checked, `\`git update-ref ${logRef} ${checked}\` puts back what it was when something was last recorded here.`],
  ] as const) {
    const instead = other === undefined || other === tip ? read : await tried(git, other);
    if (!(instead instanceof PromptopsError)) return { tip: other, damage: damage(mend), ...instead };
  }
  return { tip: undefined, damage: damage('See "A damaged release log" in docs/runbook.md.'), ...(await verifyLog(git, undefined)), checks: [] };
}

async function tried(git: GitRepo, tip: string | undefined): Promise<VerifiedLog | PromptopsError> {
  try {
    return await verifyLog(git, tip);
  } catch (error) {
    if (error instanceof PromptopsError && error.code === "release-log-damaged") return error;
    throw error;
  }
}
