import type { ChangelogMove, ChangelogVersion } from "../results/changelog.ts";
import type { ReleaseEvent } from "./release-event.ts";
import type { VersionRecord } from "./release-state.ts";
import type { SemverFloor } from "./semver-floor.ts";
import type { Predicate } from "./statement.ts";

/** A version as its changelog needs it. */
export interface ToldVersion {
  readonly record: VersionRecord;
  /** Of its tag; undefined where that is not in this repository. */
  readonly predicate: Predicate | undefined;
  /** Against the version before it; undefined for the first, and where one of the two cannot be read. */
  readonly floor: SemverFloor | undefined;
}

/** What happened to a prompt, version by version, newest first. @param versions Lowest number first. @param events The release log, oldest first. */
export function changelogOf(versions: readonly ToldVersion[], events: readonly ReleaseEvent[]): ChangelogVersion[] {
  return versions.map((told, at) => entryOf(told, versions[at - 1], events)).reverse();
}

function entryOf({ record, predicate, floor }: ToldVersion, before: ToldVersion | undefined, events: readonly ReleaseEvent[]): ChangelogVersion {
  const { version, at, by, deprecated } = record;
  const about: ChangelogVersion = {
    version,
    at,
    by,
    ...(deprecated !== undefined && { deprecated }),
    moves: movesOf(record, events),
    ...interfaceChange(floor, before),
  };
  if (predicate === undefined) return about;
  const { gate, message } = predicate;
  const scores = scoresOf(predicate);
  const old = before?.predicate && sameCases(before.predicate, predicate) ? scoresOf(before.predicate) : undefined;
  return {
    ...about,
    ...(message !== undefined && { message }),
    ...(scores !== undefined && { scores }),
    ...(scores !== undefined && old !== undefined && before !== undefined && { before: { version: before.record.version, ...old } }),
    gate: { verdict: gate.verdict, summary: gate.summary, ...(gate.accepted !== undefined && { accepted: [...gate.accepted] }) },
  };
}

function interfaceChange(floor: SemverFloor | undefined, before: ToldVersion | undefined): Pick<ChangelogVersion, "interface"> {
  if (before === undefined) return { interface: { level: "first", reasons: [] } };
  return floor === undefined ? {} : { interface: { level: floor.level, since: before.record.version, reasons: [...floor.reasons] } };
}

function scoresOf({ evaluation }: Predicate): ChangelogVersion["scores"] {
  return evaluation && { cases: evaluation.scores.cases, passed: evaluation.scores.passed, mean_score: evaluation.scores.mean_score };
}

function sameCases(before: Predicate, now: Predicate): boolean {
  const digests = ({ evaluation }: Predicate) => (evaluation?.suites ?? []).map(({ digest }) => digest).sort();
  return digests(before).join() === digests(now).join();
}

function movesOf({ prompt, version }: VersionRecord, events: readonly ReleaseEvent[]): ChangelogMove[] {
  return events.flatMap(({ kind, changes, at, by, sequence, reason }) =>
    changes
      .filter((change) => change.prompt === prompt && change.from !== change.to)
      .flatMap(({ environment, from, to }): ChangelogMove[] => {
        const about = { environment, at, by, entry: sequence, ...(reason !== undefined && { reason }) };
        if (to === version) return [{ kind: "live", ...(kind === "rollback" && { by_rollback: true as const }), ...about }];
        return from === version && kind === "rollback" ? [{ kind: "rolled-back", to, ...about }] : [];
      }),
  );
}
