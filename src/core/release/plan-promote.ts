import type { Environment } from "../model/config.ts";
import type { Change } from "./release-event.ts";
import { liveKey, type ReleaseState } from "./release-state.ts";
import type { VersionName } from "./version-name.ts";

/** The next environment on the way to `target` in which a version is not live yet; undefined when it is live in all of them. */
export function nextEnvironment(
  state: ReleaseState,
  environments: Readonly<Record<string, Environment>>,
  target: string,
  { prompt, version }: VersionName,
): string | undefined {
  const way: string[] = [];
  for (let name: string | undefined = target; name !== undefined && !way.includes(name); name = environments[name]?.promotes_from) way.unshift(name);
  return way.find((environment) => state.live.get(liveKey({ environment, prompt }))?.version !== version);
}

/** The first environment that takes what is live in `environment` and does not have this version yet; undefined when there is none. */
export function environmentAfter(
  state: ReleaseState,
  environments: Readonly<Record<string, Environment>>,
  environment: string,
  { prompt, version }: VersionName,
): string | undefined {
  const takers = Object.keys(environments).filter((name) => environments[name]?.promotes_from === environment);
  return takers.find((name) => state.live.get(liveKey({ environment: name, prompt }))?.version !== version);
}

export interface PromoteWish {
  readonly name: VersionName;
  readonly environment: string;
}

/** The change that points an environment at a version, if its policy and its gate agree; undefined when it already points there. */
export function planPromote(state: ReleaseState, { name: { prompt, version }, environment }: PromoteWish): Change | undefined {
  const from = state.live.get(liveKey({ environment, prompt }))?.version ?? null;
  return from === version ? undefined : { environment, prompt, from, to: version };
}
