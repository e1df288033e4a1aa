import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Clock } from "../../ports/clock.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { Committed, FoldState, LedgerGroup, LedgerStore, LedgerView, Pruning, Rotated } from "../../ports/ledger-store.ts";
import type { Lock } from "../../ports/lock.ts";
import type { Random } from "../../ports/random.ts";
import { ledgerBranch, seenRef, trackingRef } from "./ledger-refs.ts";
import { ledgerHere } from "./ledger-here.ts";
import { ledgerView } from "./ledger-view.ts";
import { newestTip } from "./newest-tip.ts";

/** Milliseconds to wait for another process of this host that writes the ledger: a push may take that long. */
const lockWaitMs = 120_000;
/** Somebody else wins each round, so with this many tries a crowd gets through. */
const tries = 12;

export interface GitLedgerDeps {
  readonly git: GitRepo;
  readonly lock: Lock;
  readonly clock: Clock;
  readonly random: Random;
  readonly fold: FoldState;
  /** The remote that other runners write to as well; undefined when there is none. */
  readonly remote: string | undefined;
  /** Told when this clone's ledger and the remote's, as last seen, have come apart, and somebody looks at the former. */
  readonly apart?: (remote: string) => void;
}

/**
 * The ledger as an orphan branch. Who may write a path is decided by a plain push, which the remote takes only when it goes forward:
 * whoever is refused looks at what the others wrote and tries again with what is still free. Most ticks and all lists only look where its
 * tip is: what reads and writes records is loaded when there is something to write.
 */
export function gitLedger({ git, lock, clock, random, fold, remote, apart }: GitLedgerDeps): LedgerStore {
  const tipHere = () => git.ref(ledgerBranch);

  return {
    ...ledgerHere(git, () => Promise.resolve(remote), apart),
    sync: async () => (remote === undefined ? undefined : lock.holding("ledger", lockWaitMs, () => fetched(remote))),
    commit: (group, sharing) => lock.holding("ledger", lockWaitMs, () => (remote === undefined || sharing === "local" ? here(group) : shared(group, remote))),
    standing: async () => (await import("./ledger-standing.ts")).ledgerStanding(git, remote),
    rotate: (plan, about) => lock.holding("ledger", lockWaitMs, () => rotated(plan, about)),
  };

  /** The error when the remote could not be asked. */
  async function fetched(origin: string): Promise<PromptopsError | undefined> {
    // In a shallow clone history is not wanted; once there is a part of it, what is new is fetched whole, so that it can be seen to continue.
    const before = await git.ref(trackingRef(origin));
    const first = before === undefined;
    try {
      await git.fetch(origin, [ledgerBranch], first && (await git.isShallow()) ? 1 : undefined, "forgotten");
    } catch (error) {
      if (!isRemoteError(error)) throw error;
      const { requireTips } = await import("./damaged-ledger.ts");
      await requireTips(git, origin);
      return error;
    }
    // What somebody had fetched by hand was seen as well, and stays here when it is gone there.
    if (before !== undefined && (await git.ref(trackingRef(origin))) === undefined && (await git.ref(seenRef(origin))) === undefined)
      await git.updateRefs([{ ref: seenRef(origin), next: before, expected: undefined }]);
    const { takeTheirs } = await import("./take-theirs.ts");
    await takeTheirs(git, fold, origin);
    return undefined;
  }

  async function here(group: LedgerGroup): Promise<Committed> {
    const { partRecords, writeGroup } = await import("./write-group.ts");
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const expected = await tipHere();
      const tip = await newestTip(git, remote);
      const { free, same, taken } = await partRecords(git, tip, group.records);
      const written = [...same, ...free.map(({ path }) => path)];
      const isShared = remote === undefined;
      if (free.length === 0 && tip !== undefined) return { tip, written, taken, shared: isShared };
      const next = await writeGroup(git, fold, tip, { ...group, records: free });
      try {
        await git.updateRefs([{ ref: ledgerBranch, next, expected }]);
        return { tip: next, written, taken, shared: isShared };
      } catch (error) {
        if (!isCode(error, "ref-moved")) throw error;
      }
    }
    throw tooManyRaces();
  }

  async function shared(group: LedgerGroup, origin: string): Promise<Committed> {
    const { partRecords, writeGroup } = await import("./write-group.ts");
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const tip = await tipHere();
      const { free, same, taken } = await partRecords(git, tip, group.records);
      const written = [...same, ...free.map(({ path }) => path)];
      const next = free.length === 0 && tip !== undefined ? tip : await writeGroup(git, fold, tip, { ...group, records: free });
      const there = await git.ref(trackingRef(origin));
      if (next === there || (await continued(origin, tip, next))) {
        await remember(origin, next, tip);
        return { tip: next, written, taken, shared: true };
      }
      await clock.sleep(random.next() * Math.min(500, 10 * 2 ** attempt));
      const unreachable = await fetched(origin);
      if (unreachable !== undefined) throw unreachable;
    }
    throw tooManyRaces();
  }

  async function rotated(plan: (view: LedgerView) => Promise<Pruning | undefined>, about: Omit<LedgerGroup, "records">): Promise<Rotated | undefined> {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const unreachable = remote === undefined ? undefined : await fetched(remote);
      if (unreachable !== undefined) throw unreachable;
      const tip = await tipHere();
      if (tip === undefined) return undefined;
      // What only this host has belongs to the past that the new beginning stands for.
      if (remote !== undefined && tip !== (await git.ref(trackingRef(remote)))) {
        if (!(await pushed(remote, tip))) continue;
        await remember(remote, tip, tip);
      }
      const pruning = await plan(ledgerView(git, tip));
      if (pruning === undefined) return undefined;
      const { writeRotation } = await import("./write-rotation.ts");
      const root = await writeRotation(git, tip, pruning, about);
      if (remote === undefined) await git.updateRefs([{ ref: ledgerBranch, next: root, expected: tip }]);
      else if ((await git.pushAtomically(remote, [{ ref: ledgerBranch, oid: root, replaces: tip }])) === "pushed") await remember(remote, root, tip);
      else continue;
      await git.forgetPast([ledgerBranch, ...(remote === undefined ? [] : [trackingRef(remote), seenRef(remote)])]);
      return { tip: root, from: tip };
    }
    throw tooManyRaces();
  }

  /** Only on what was seen there: a ledger that the remote had and has no more is not begun anew with an older copy. */
  async function continued(origin: string, tip: string | undefined, next: string): Promise<boolean> {
    const seen = await git.ref(seenRef(origin));
    if (seen === undefined) return pushed(origin, next);
    if (tip === undefined || (tip !== seen && !(await git.isAncestor(seen, tip)))) return false;
    return (await git.pushAtomically(origin, [{ ref: ledgerBranch, oid: next, replaces: seen }])) === "pushed";
  }

  async function pushed(origin: string, tip: string): Promise<boolean> {
    return (await git.pushAtomically(origin, [{ ref: ledgerBranch, oid: tip }])) === "pushed";
  }

  async function remember(origin: string, next: string, tip: string | undefined): Promise<void> {
    const [tracking, seen] = await Promise.all([git.ref(trackingRef(origin)), git.ref(seenRef(origin))]);
    const changes = [
      { ref: ledgerBranch, next, expected: tip },
      { ref: trackingRef(origin), next, expected: tracking },
      { ref: seenRef(origin), next, expected: seen },
    ].filter(({ expected }) => expected !== next);
    if (changes.length > 0) await git.updateRefs(changes);
  }
}

function isRemoteError(error: unknown): error is PromptopsError {
  return error instanceof PromptopsError && error.code.startsWith("remote-");
}

function isCode(error: unknown, code: PromptopsError["code"]): boolean {
  return error instanceof PromptopsError && error.code === code;
}

function tooManyRaces(): PromptopsError {
  return new PromptopsError("too-many-races", `The ledger moved on ${tries} times while this was being recorded.`);
}
