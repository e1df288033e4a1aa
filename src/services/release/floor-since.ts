import { semverFloor } from "../../core/release/semver-floor.ts";
import type { LoadedPrompt } from "../load-prompt.ts";
import type { ReleasedVersion } from "./released-version.ts";

/** How much the number must rise since a version, and why; undefined when nothing changed. */
export function floorSince(
  known: ReleasedVersion,
  { resolved }: LoadedPrompt,
): { level: "major" | "minor" | "patch"; reasons: string[]; since: string } | undefined {
  const { level, reasons } = semverFloor(known.loaded.resolved, resolved);
  return level === "none" ? undefined : { level, reasons: [...reasons], since: known.version };
}
