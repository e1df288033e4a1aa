import { strict, Type, type Static } from "../model/shape.ts";
import { liveKey, type EarlierVersion, type ReleaseState } from "./release-state.ts";

/** The rollback that took a version out of an environment, where nothing else was made live there since. */
export const TakenBack = strict({
  version: Type.String(),
  entry: Type.Integer({ description: "Of the release log." }),
  reason: Type.Optional(Type.String()),
});
export type TakenBack = Static<typeof TakenBack>;

/** Undefined when the last thing that happened there is no rollback, or one of another version. @param isIt Is it the version that is asked about? */
export function takenBack(
  state: ReleaseState,
  place: { readonly environment: string; readonly prompt: string },
  isIt: (left: EarlierVersion) => boolean,
): TakenBack | undefined {
  const live = state.live.get(liveKey(place));
  const left = live?.earlier.at(-1);
  if (live?.kind !== "rollback" || left?.rolled_back !== true || !isIt(left)) return undefined;
  return { version: left.version, entry: live.sequence, ...(live.reason === undefined ? {} : { reason: live.reason }) };
}
