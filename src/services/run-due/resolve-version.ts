import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Reason } from "../../core/ledger/record-parts.ts";
import type { Job } from "../../core/model/job.ts";
import { liveKey, type ReleaseState } from "../../core/release/release-state.ts";
import { versionName, type VersionName } from "../../core/release/version-name.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { readReleased, type ReleasedVersion } from "../release/released-version.ts";

export type Resolution = { readonly released: ReleasedVersion } | { readonly blocked: Reason };

/**
 * The version a job runs: the one it names, or the one that is live where it says, read from its tag. Never "the latest".
 * @param version The number that an earlier claim of the same run fixed.
 * @param green Must its gate have passed?
 */
export async function resolveVersion(git: GitRepo, state: ReleaseState, job: Job, version: string | undefined, green: boolean): Promise<Resolution> {
  const { prompt, environment } = job;
  const number = version ?? job.version ?? (environment === undefined ? undefined : state.live.get(liveKey({ environment, prompt }))?.version);
  if (number === undefined) return { blocked: { code: "no-version", message: `Nothing of ${prompt} is live in ${environment ?? "any environment"}.` } };
  try {
    const released = await readOnce(git, state, { prompt, version: number });
    const { gate } = released.statement.predicate;
    if (!green || gate.verdict === "pass") return { released };
    return {
      blocked: {
        code: "evidence",
        message: `${versionName({ prompt, version: number })} was released with the gate's verdict "${gate.verdict}", and this job runs only what passed.`,
      },
    };
  } catch (error) {
    if (!(error instanceof PromptopsError)) throw error;
    return { blocked: { code: "no-version", message: error.message } };
  }
}

/** Many jobs may run one version: it is read once for each state of the release log. */
const read = new WeakMap<ReleaseState, Map<string, Promise<ReleasedVersion>>>();

function readOnce(git: GitRepo, state: ReleaseState, name: VersionName): Promise<ReleasedVersion> {
  const known = read.get(state) ?? new Map<string, Promise<ReleasedVersion>>();
  read.set(state, known);
  const found = known.get(versionName(name)) ?? readReleased(git, state, name);
  known.set(versionName(name), found);
  return found;
}
