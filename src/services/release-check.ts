import { worstVerdict } from "../core/gates/worst-verdict.ts";
import type { AfterPromote, Watch } from "../core/model/after-promote.ts";
import { judgeWatch, watchEnd } from "../core/release/judge-watch.ts";
import type { LiveRecord, ReleaseState } from "../core/release/release-state.ts";
import { watchUndo } from "../core/release/undo-reason.ts";
import type { AfterPromoteReport } from "../core/results/after-promote.ts";
import type { CheckedPromotion, ReleaseCheckResult } from "../core/results/release-check.ts";
import type { LedgerIndex } from "../ports/ledger-index.ts";
import type { LedgerStore } from "../ports/ledger-store.ts";
import { readFeedback } from "./feedback/read-feedback.ts";
import { knownLedgerRemote } from "./ledger/known-ledger-remote.ts";
import { readOutcomes } from "./outcomes/read-outcomes.ts";
import { checkPromotion, orError, takeBack } from "./release/after-promote.ts";
import type { GateRun } from "./release/ask-gate.ts";
import { committedProject, type CommittedProject } from "./release/committed-project.ts";
import { knownNames, requireKnown } from "./release/known-names.ts";
import { openLog } from "./release/open-log.ts";
import { fetchPolicy, gateRulesFor, policyProject, type PolicyProject } from "./release/policy-project.ts";
import type { GateDeps, ReleaseDeps } from "./release/release-deps.ts";
import { readReleased, type ReleasedVersion } from "./release/released-version.ts";
import { releaseRemote } from "./release/release-remote.ts";

export interface ReleaseCheckDeps extends ReleaseDeps, Omit<GateDeps, "git" | "clock"> {
  readonly openLedger: (remote: string | undefined) => Promise<LedgerStore>;
  readonly openIndex: (remote: string | undefined) => Promise<LedgerIndex>;
}

export interface ReleaseCheckInput extends Omit<GateRun, "sequential" | "fresh"> {
  /** Default: all. */
  readonly environment?: string | undefined;
  readonly prompt?: string | undefined;
  /** Decides and rolls nothing back. */
  readonly dryRun?: boolean | undefined;
}

interface Room {
  readonly deps: ReleaseCheckDeps;
  readonly input: ReleaseCheckInput;
  readonly project: CommittedProject;
  readonly remote: string | undefined;
  readonly inUse: InUse;
}

/**
 * What every promotion that still has checks of its own comes to: canaries that were not answered since, and what came of it in use. Whatever fails is
 * rolled back. It may be asked as often as one likes, and needs no network: without it, it goes by what this clone knows.
 * @throws PromptopsError `unknown-environment`, `unknown-prompt`, `unknown-identity`, `release-log-damaged`, `invalid-documents` …
 */
export async function releaseCheck(deps: ReleaseCheckDeps, input: ReleaseCheckInput): Promise<ReleaseCheckResult> {
  const { git, workTree } = deps;
  const { environment, prompt, dryRun = false } = input;
  const project = await committedProject(git);
  const remote = await releaseRemote(git, project.config);
  const there = await fetchPolicy(git, remote, [], true);
  const rules = await policyProject(git, remote, project.config);
  const { log, state } = await openLog(deps, { remote, prompts: [], mayBeOffline: true, there, scope: "all", dryRun });
  if (environment !== undefined || prompt !== undefined)
    requireKnown(await knownNames(git, workTree, state), { environment, prompt }, (id, place) => `promptops release check ${place} ${id}`);
  const inUse = whatCameOf(deps);
  const room: Room = { deps, input, project, remote, inUse };
  const promotions: CheckedPromotion[] = [];
  for (const record of promotedIn(state, input)) {
    input.signal?.throwIfAborted();
    // One that cannot be checked keeps nobody from checking the others.
    const checked = await orError(async () => ({ report: await check(room, state, rules, record) }));
    const report: AfterPromoteReport | undefined = "error" in checked ? { verdict: "error", error: checked.error } : checked.report;
    const { version, since, sequence } = record;
    if (report !== undefined) promotions.push({ environment: record.environment, prompt: record.prompt, version, since, entry: sequence, report });
  }
  const offline = log.offline === undefined ? [] : [`The release log is as this clone knows it: ${log.offline.message}`];
  return {
    verdict: promotions.length === 0 ? "pass" : worstVerdict(promotions.map(({ report }) => report.verdict)),
    promotions,
    shared: log.offline === undefined && promotions.every(({ report }) => report.undone?.shared !== false),
    notes: [...log.notes, ...offline, ...inUse.notes],
  };
}

/** What a rollback made live had its checks before. */
function promotedIn({ live }: ReleaseState, { environment, prompt }: ReleaseCheckInput): LiveRecord[] {
  return [...live.values()]
    .filter((record) => record.kind === "promote" && record.environment === (environment ?? record.environment) && record.prompt === (prompt ?? record.prompt))
    .sort((a, b) => (a.environment < b.environment ? -1 : a.environment > b.environment ? 1 : a.prompt < b.prompt ? -1 : 1));
}

async function check(room: Room, state: ReleaseState, rules: PolicyProject, record: LiveRecord): Promise<AfterPromoteReport | undefined> {
  const { environments = {} } = rules.config;
  // An environment that the rules no longer know asks for nothing.
  if (!Object.hasOwn(environments, record.environment)) return undefined;
  const read = () => readReleased(room.deps.git, state, record);
  const {
    policy: { after_promote },
  } = await gateRulesFor(rules, record.environment, record.prompt, async () => (await read()).loaded);
  return after_promote === undefined ? undefined : checkOne(room, after_promote, record, await read());
}

async function checkOne(
  { deps, input, project, remote, inUse }: Room,
  { canary, watch }: AfterPromote,
  record: LiveRecord,
  version: ReleasedVersion,
): Promise<AfterPromoteReport> {
  const { environment, prompt, sequence: entry } = record;
  const { dryRun } = input;
  const now = deps.clock.now();
  const isOpen = now < watchEnd(watch ?? {}, record);
  const asked: AfterPromoteReport =
    canary === undefined || !isOpen
      ? { verdict: "pass" }
      : await checkPromotion(
          deps,
          { canary, config: project.config, configSource: project.source, environment, version, remote, entry, since: Date.parse(record.since), dryRun },
          input,
        );
  if (watch === undefined || asked.undone !== undefined) return asked;
  const known = isOpen ? await inUse.of(record, watch) : { runs: [], feedback: [], outcomes: [] };
  const report = judgeWatch({ watch, live: record, ...known, now });
  const told: AfterPromoteReport = { ...asked, watch: report, verdict: worstVerdict([asked.verdict, report.outcome]) };
  if (report.outcome !== "fail") return told;
  return { ...told, verdict: "fail", ...(await takeBack(deps, { environment, version: { prompt }, remote, dryRun }, watchUndo(entry, report))) };
}

interface InUse {
  /** Runs of the prompt since it is live there, what people said of any, and what came of units that had it there. */
  of(record: LiveRecord, watch: Watch): Promise<Pick<Parameters<typeof judgeWatch>[0], "runs" | "feedback" | "outcomes">>;
  readonly notes: readonly string[];
}

/** Of the ledger, which is asked when the first promotion is watched. */
function whatCameOf({ git, openLedger, openIndex }: ReleaseCheckDeps): InUse {
  const notes: string[] = [];
  const open = async () => {
    const remote = await knownLedgerRemote(git);
    const ledger = await openLedger(remote);
    const offline = await ledger.sync();
    if (offline !== undefined) notes.push(`The ledger is as this clone knows it: ${offline.message}`);
    const view = await ledger.view();
    return { view, index: await openIndex(remote), feedback: await Array.fromAsync(readFeedback(view)) };
  };
  let opened: ReturnType<typeof open> | undefined;
  return {
    notes,
    async of(record, { guards }) {
      const { view, index, feedback } = await (opened ??= open());
      const outcomes = guards.outcomes === undefined ? [] : await readOutcomes(view, record);
      return { runs: await index.runs({ prompt: record.prompt, since: Date.parse(record.since) }), feedback, outcomes };
    },
  };
}
