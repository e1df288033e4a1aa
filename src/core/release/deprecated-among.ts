import { strict, Type, type Static } from "../model/shape.ts";
import type { ReleaseState } from "./release-state.ts";
import { versionName } from "./version-name.ts";

/** A deprecated version where it is live, or will be. */
export const DeprecatedThere = strict({
  environment: Type.String(),
  prompt: Type.String(),
  version: Type.String(),
  reason: Type.String({ description: "Why it was deprecated." }),
});
export type DeprecatedThere = Static<typeof DeprecatedThere>;

/** Of what is live, or will be, what is deprecated. */
export function deprecatedAmong({ versions }: Pick<ReleaseState, "versions">, live: readonly Omit<DeprecatedThere, "reason">[]): DeprecatedThere[] {
  return live.flatMap(({ environment, prompt, version }) => {
    const deprecated = versions.get(versionName({ prompt, version }))?.deprecated;
    return deprecated === undefined ? [] : [{ environment, prompt, version, reason: deprecated.reason }];
  });
}
