import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Reason } from "../../core/ledger/record-parts.ts";
import type { Config } from "../../core/model/config.ts";
import type { Job } from "../../core/model/job.ts";
import { liveKey, type ReleaseState } from "../../core/release/release-state.ts";
import { versionName, type VersionName } from "../../core/release/version-name.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { readReleased, type ReleasedVersion } from "../release/released-version.ts";

export type Resolution = { readonly released: ReleasedVersion } | { readonly blocked: Reason };

/** How a version is read: must its gate have passed, and does somebody want to know who made it? */
export interface ReadingRules {
  readonly green: boolean;
  readonly environments: Config["environments"];
}

/**
 * The version a job runs: the one it names, or the one that is live where it says, read from its tag. Never "the latest".
 * @param version The number that an earlier claim of the same run fixed.
 */
export async function resolveVersion(
  git: GitRepo,
  state: ReleaseState,
  job: Job,
  version: string | undefined,
  { green, environments = {} }: ReadingRules,
): Promise<Resolution> {
  const { prompt, environment } = job;
  const number = version ?? job.version ?? (environment === undefined ? undefined : state.live.get(liveKey({ environment, prompt }))?.version);
  if (number === undefined) return { blocked: { code: "no-version", message: `Nothing of ${prompt} is live in ${environment ?? "any environment"}.` } };
  try {
    const released = await readOnce(git, state, { prompt, version: number });
    const verified = environment !== undefined && Object.hasOwn(environments, environment) && environments[environment]?.verify_on_read === true;
    if (verified && !(await isTrustedOnce(git, state, released)))
      return {
        blocked: {
          code: "signature-missing",
          message: `The tag of ${versionName(released)} carries no signature that git trusts here, and ${environment} asks for one whenever a job runs it.`,
        },
      };
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

const trusted = new WeakMap<ReleaseState, Map<string, Promise<boolean>>>();

function isTrustedOnce(git: GitRepo, state: ReleaseState, { tag, ...name }: ReleasedVersion): Promise<boolean> {
  const known = trusted.get(state) ?? new Map<string, Promise<boolean>>();
  trusted.set(state, known);
  const found = known.get(versionName(name)) ?? git.verifySignature(tag).then(({ status }) => status === "good");
  known.set(versionName(name), found);
  return found;
}
