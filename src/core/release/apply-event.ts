import type { Change, ReleaseEvent } from "./release-event.ts";
import { liveKey, type EarlierVersion, type LiveRecord, type ReleaseState, type StateChange, type VersionRecord } from "./release-state.ts";
import { isSamePerson } from "./same-person.ts";
import { versionName, type VersionName } from "./version-name.ts";

/** Why an entry cannot follow a state, as a sentence; undefined when it can. */
export function misfit(state: ReleaseState, event: ReleaseEvent): string | undefined {
  if (event.sequence !== state.sequence + 1) return `It is entry ${event.sequence} where ${state.sequence + 1} is due.`;
  const { version } = event;
  const isAbout = event.kind === "approve" || event.kind === "deprecate";
  if (isAbout !== (event.about !== undefined)) return "Only an approval and a deprecation are about a version, and each is.";
  if ((event.kind === "approve") !== (event.environment !== undefined)) return "Only an approval is for an environment, and each is.";
  if (event.about !== undefined && !state.versions.has(versionName(event.about))) return `${versionName(event.about)} was never published.`;
  if (isAbout && event.changes.length > 0) return "An approval or a deprecation points no environment elsewhere.";
  if ((event.kind === "publish") !== (version !== undefined)) return "Only a publish names a version of its own, and each does.";
  if (version !== undefined && state.versions.has(versionName(version))) return `${versionName(version)} was published before.`;
  return misfitOfChanges(state, event);
}

function misfitOfChanges(state: ReleaseState, { changes, kind, undoes }: ReleaseEvent): string | undefined {
  if (undoes !== undefined && kind !== "rollback") return "Only a rollback undoes a promotion.";
  if (new Set(changes.map(liveKey)).size !== changes.length) return "It points one environment at two versions.";
  for (const { environment, prompt, from, to } of changes) {
    const record = state.live.get(liveKey({ environment, prompt }));
    const live = record?.version ?? null;
    if (live !== from) return `It says that ${from ?? "nothing"} was live of ${prompt} in ${environment}, where it was ${live ?? "nothing"}.`;
    if (!state.versions.has(versionName({ prompt, version: to }))) return `${versionName({ prompt, version: to })} was never published.`;
    if (undoes !== undefined && record?.sequence !== undoes.entry)
      return `It undoes entry ${undoes.entry}, and what is live of ${prompt} in ${environment} came with ${record === undefined ? "none" : `entry ${record.sequence}`}.`;
    if (kind === "rollback" && !record?.earlier.some(({ version }) => version === to))
      return `${versionName({ prompt, version: to })} was never live in ${environment}.`;
  }
  return undefined;
}

/** What an entry makes of a state that it fits. */
export function applyEvent(state: ReleaseState, event: ReleaseEvent): StateChange {
  const { sequence, at, by, version } = event;
  const versions: VersionRecord[] = version === undefined ? [] : [{ schema_version: 1, ...version, at, by, sequence }];
  if (event.about !== undefined) versions.push(spokenOf(state, event, event.about));
  return { sequence, versions, live: event.changes.map((change) => applyChange(state, event, change)) };
}

/** A version's record with what an entry says about it. */
function spokenOf(state: ReleaseState, { sequence, at, by, environment, reason }: ReleaseEvent, about: VersionName): VersionRecord {
  const record = state.versions.get(versionName(about));
  if (record === undefined) throw new TypeError("an entry is applied to a state that it fits");
  if (environment === undefined) return { ...record, deprecated: { at, by, reason: reason ?? "" } };
  const others = (record.approvals ?? []).filter((approval) => approval.environment !== environment || !isSamePerson(approval.by, by));
  return { ...record, approvals: [...others, { environment, by, at, sequence, ...(reason === undefined ? {} : { reason }) }] };
}

function applyChange(state: ReleaseState, { sequence, at, kind, by, reason }: ReleaseEvent, { environment, prompt, to }: Change): LiveRecord {
  const before = state.live.get(liveKey({ environment, prompt }));
  const target = state.versions.get(versionName({ prompt, version: to }));
  if (target === undefined) throw new TypeError("an entry is applied to a state that it fits");
  const earlier = before === undefined ? [] : kind === "rollback" ? afterRollback(before, to, at) : [...without(before.earlier, to), past(before, at, false)];
  return {
    schema_version: 1,
    environment,
    prompt,
    version: to,
    prompt_digest: target.prompt_digest,
    since: at,
    sequence,
    kind,
    by,
    ...(reason === undefined ? {} : { reason }),
    earlier,
  };
}

/** Everything that became live after the version it goes back to was left by this rollback. */
function afterRollback(before: LiveRecord, to: string, at: string): EarlierVersion[] {
  const target = before.earlier.findIndex(({ version }) => version === to);
  const left = before.earlier.map((earlier, place) => (place > target ? { ...earlier, rolled_back: true } : earlier));
  return [...without(left, to), past(before, at, true)];
}

function past({ version, prompt_digest, since }: LiveRecord, until: string, rolled_back: boolean): EarlierVersion {
  return { version, prompt_digest, since, until, rolled_back };
}

function without(earlier: readonly EarlierVersion[], version: string): EarlierVersion[] {
  return earlier.filter((other) => other.version !== version);
}
