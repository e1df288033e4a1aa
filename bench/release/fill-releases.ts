import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { applyEvent, misfit } from "../../src/core/release/apply-event.ts";
import { entryMessage } from "../../src/core/release/event-sentence.ts";
import { makeStatement } from "../../src/core/release/make-statement.ts";
import type { EventDraft, ReleaseEvent } from "../../src/core/release/release-event.ts";
import { liveKey, type LiveRecord, type VersionRecord } from "../../src/core/release/release-state.ts";
import { entryFiles } from "../../src/core/release/state-files.ts";
import { writeTagMessage } from "../../src/core/release/tag-message.ts";
import { versionName } from "../../src/core/release/version-name.ts";
import { loadPrompt } from "../../src/services/load-prompt.ts";
import { memorySource } from "../../test/helpers/memory-source.ts";
import { importer, type Importer } from "./importer.ts";
import { editionFile, lastingFiles, production, projectFiles, promptId, staging, type Size } from "./project.ts";

const branch = "refs/heads/main";
const log = "refs/heads/promptops/releases";
const begin = Date.parse("2025-01-01T00:00:00Z");
const minute = 60_000;
const [ada, ben, cleo] = ["Ada", "Ben", "Cleo"].map((name) => ({ name, email: `${name.toLowerCase()}@example.com` })) as [Person, Person, Person];
const gate = { verdict: "pass", mode: "smoke", summary: "2 of 2 cases passed." } as const;

type Person = EventDraft["by"];

/** A repository in which each prompt was published, promoted, rolled back or approved many times, as promptops would have written it. */
export async function fillReleases(folder: string, { prompts, versions }: Size): Promise<void> {
  mkdirSync(folder);
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  git("init", "--quiet", "--initial-branch=main");
  for (const [key, value] of Object.entries({ "user.name": ada.name, "user.email": ada.email, "gc.auto": "0", "maintenance.auto": "false" }))
    git("config", key, value);
  const all = Array.from({ length: prompts }, (_, at) => at);
  const into = importer(folder);
  const record = recorder(into);
  for (let edition = 0; edition < versions; edition += 1) {
    const first = edition === 0 ? [projectFiles, ...all.map(lastingFiles)] : [];
    const files = Object.assign({}, ...first, ...all.map((at) => editionFile(at, edition))) as Record<string, string>;
    const commit = await into.commit(branch, signature(ada, begin), `Edition ${edition}\n`, files);
    for (const at of all) await release(into, record, { at, edition, commit });
  }
  await into.end();
  git("pack-refs", "--all");
  git("gc", "--quiet");
  git("reset", "--quiet", "--hard", "main");
}

type RecordEntry = (draft: Omit<EventDraft, "at">) => Promise<void>;

/** Puts entries on top of each other. */
function recorder(into: Importer): RecordEntry {
  const [versions, live] = [new Map<string, VersionRecord>(), new Map<string, LiveRecord>()];
  let [sequence, previous] = [0, null as string | null];
  return async (draft) => {
    const state = { sequence, versions, live };
    const event: ReleaseEvent = { schema_version: 1, sequence: sequence + 1, previous, ...draft, at: new Date(begin + sequence * minute).toISOString() };
    const wrong = misfit(state, event);
    if (wrong !== undefined) throw new Error(wrong);
    const change = applyEvent(state, event);
    previous = await into.commit(log, signature(event.by, Date.parse(event.at)), entryMessage(event), entryFiles(event, change));
    for (const each of change.versions) versions.set(versionName(each), each);
    for (const each of change.live) live.set(liveKey(each), each);
    sequence = event.sequence;
  };
}

/** The entries of one version. */
async function release(into: Importer, record: RecordEntry, { at, edition, commit }: { at: number; edition: number; commit: string }): Promise<void> {
  const [prompt, version] = [promptId(at), `1.0.${edition}`];
  const before = edition === 0 ? null : `1.0.${edition - 1}`;
  const { digest } = await loadPrompt(memorySource({ ...lastingFiles(at), ...editionFile(at, edition) }), prompt);
  const statement = makeStatement({
    prompt,
    version,
    commit,
    promptDigest: digest,
    evidence: undefined,
    baseline: undefined,
    gate: { ...gate, candidate: { prompt_digest: digest, version }, steps: [] },
    message: undefined,
    toolVersion: "0.1.0",
    by: ada,
    at: begin,
  });
  const tag = await into.tag(`${prompt}@${version}`, commit, signature(ada, begin), writeTagMessage(statement));
  const point = (environment: string, from: string | null, to: string) => [{ environment, prompt, from, to }];
  await record({ kind: "publish", by: ada, version: { prompt, version, tag, prompt_digest: digest }, changes: [], gate });
  await record({ kind: "promote", by: ben, changes: point(production, before, version), gate });
  await record({ kind: "promote", by: ben, changes: point(staging, before, version), gate });
  if (before === null) {
    for (const by of [ben, cleo]) await record({ kind: "approve", by, about: { prompt, version }, environment: production, changes: [] });
  } else {
    await record({ kind: "rollback", by: cleo, changes: point(production, version, before), reason: "Empty answers since noon." });
    await record({ kind: "promote", by: ben, changes: point(production, before, version), gate });
  }
}

function signature({ name, email }: Person, at: number): string {
  return `${name} <${email}> ${Math.floor(at / 1000)} +0000`;
}
