import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { checkRecord } from "../../core/ledger/check-record.ts";
import { foldState } from "../../core/ledger/fold-state.ts";
import { readRecord } from "../../core/ledger/read-record.ts";
import { isRecord } from "../../core/ledger/record-names.ts";
import { formatFile, readFormat, readRotation, rotationFolder } from "../../core/ledger/rotation.ts";
import type { LedgerFinding, LedgerVerifyResult } from "../../core/results/ledger-verify.ts";
import type { CommitChanges, GitRepo } from "../../ports/git-repo.ts";
import type { Journal } from "../../ports/journal.ts";
import type { LedgerStore, LedgerView } from "../../ports/ledger-store.ts";
import { lookAtRemote } from "./look-at-remote.ts";

export interface VerifyLedgerDeps {
  readonly git: GitRepo;
  readonly ledger: LedgerStore;
  readonly journal: Journal;
  readonly remote: string | undefined;
}

/**
 * Is the ledger what was written into it? Every record of every commit lies at its place and has its shape, none was changed or removed
 * later, what the tip carries along is what the records lead to, and the remote's ledger continues what was seen of it. Records are read
 * one commit at a time. @param fetch Ask the remote first.
 */
export async function verifyLedger({ git, ledger, journal, remote }: VerifyLedgerDeps, fetch: boolean): Promise<LedgerVerifyResult> {
  if (fetch) await lookAtRemote(ledger);
  const findings: LedgerFinding[] = [];
  const { relation, there = "", seen = "" } = await ledger.standing();
  if (relation === "rewritten")
    findings.push({
      check: "remote",
      where: `${remote} promptops/ledger`,
      message: `Its tip ${there.slice(0, 7)} does not continue ${seen.slice(0, 7)}, which was seen there before: somebody rewrote it.`,
    });
  if (relation === "lost")
    findings.push({
      check: "remote",
      where: `${remote} promptops/ledger`,
      message: `It is gone: ${seen.slice(0, 7)} was seen there before. Somebody deleted it.`,
    });
  for (const { name, damaged } of await journal.left())
    if (damaged > 0) findings.push({ check: "journal", where: name, message: `${damaged} ${damaged === 1 ? "line is" : "lines are"} damaged.` });
  const view = await ledger.view();
  const walked = view.tip === undefined ? nothing : await walk(git, view, view.tip, findings);
  const pruned = await checkPruned(view, findings).catch((error: unknown) => {
    if (!(error instanceof PromptopsError)) throw error;
    findings.push({ check: "history", where: error.where ?? "promptops/ledger", message: error.message });
    return 0;
  });
  return { sound: findings.length === 0, ...(view.tip !== undefined && { tip: view.tip }), ...walked, pruned, findings };
}

type Walked = Pick<LedgerVerifyResult, "commits" | "records" | "from">;
const nothing: Walked = { commits: 0, records: 0, from: "the first record" };

async function walk(git: GitRepo, view: LedgerView, tip: string, findings: LedgerFinding[]): Promise<Walked> {
  const state = new Map<string, string>();
  let commits = 0;
  let records = 0;
  let from: Walked["from"] = "the first record";
  // Records are never removed: the tip has them all.
  await git.bringHere(tip, [""]);
  try {
    for await (const changes of git.changesAlong(tip)) {
      if (commits === 0) from = await beginning(git, changes.commit, state, findings);
      const read = await readAdded(git, changes, findings);
      records += read.length;
      // What a ledger began with was folded before: the state came with it.
      if (commits > 0 || from === "the first record") await fold(state, read);
      findings.push(...rewrites(changes));
      commits += 1;
    }
  } catch (error) {
    if (!(error instanceof PromptopsError)) throw error;
    findings.push({ check: "history", where: tip, message: `Its history cannot be read to the end: ${error.message}` });
    return { commits, records, from };
  }
  findings.push(...(await differences(git, view, tip, state)));
  return { commits, records, from };
}

async function beginning(git: GitRepo, commit: string, state: Map<string, string>, findings: LedgerFinding[]): Promise<Walked["from"]> {
  const [text] = await git.readFromEach([commit], formatFile);
  const format = readFormat(text);
  const shallow = await git.isShallow();
  if (format === undefined) findings.push({ check: "format", where: formatFile, message: "It does not say which format the ledger has." });
  if (!shallow && format?.rotation === undefined) return "the first record";
  for (const [path, value] of await stateAt(git, commit)) state.set(path, value);
  return format?.rotation === undefined ? "a shallow clone's oldest commit" : "a rotation";
}

async function stateAt(git: GitRepo, commit: string): Promise<Map<string, string>> {
  const source = git.at(commit);
  const paths = await source.list("state");
  return new Map(await Promise.all(paths.map(async (path) => [path, new TextDecoder().decode(await source.read(path))] as const)));
}

async function readAdded(git: GitRepo, { commit, added }: CommitChanges, findings: LedgerFinding[]): Promise<{ path: string; text: string }[]> {
  const paths = added.filter(isRecord);
  const texts = await Promise.all(paths.map(async (path) => (await git.readFromEach([commit], path))[0]));
  return paths.flatMap((path, at) => {
    const text = texts[at];
    const found = checkRecord(path, text);
    findings.push(...found);
    return text === undefined || found.some(({ check }) => check === "shape") ? [] : [{ path, text }];
  });
}

async function fold(state: Map<string, string>, records: readonly { path: string; text: string }[]): Promise<void> {
  for (const [path, text] of await foldState((each) => Promise.resolve(state.get(each)), records)) {
    if (text === undefined) state.delete(path);
    else state.set(path, text);
  }
}

function rewrites({ commit, changed, removed }: CommitChanges): LedgerFinding[] {
  const told = (path: string, what: string): LedgerFinding => ({
    check: "history",
    where: path,
    message: `Commit ${commit.slice(0, 7)} ${what} it after it was written.`,
  });
  return [...changed.filter(isRecord).map((path) => told(path, "changed")), ...removed.filter(isRecord).map((path) => told(path, "removed"))];
}

async function differences(git: GitRepo, view: LedgerView, tip: string, folded: ReadonlyMap<string, string>): Promise<LedgerFinding[]> {
  const carried = await stateAt(git, view.tip ?? tip);
  return [...new Set([...carried.keys(), ...folded.keys()])].sort().flatMap((path) => {
    const [is, leads] = [carried.get(path), folded.get(path)];
    if (is === leads) return [];
    const message =
      is === undefined ? "It is missing: the records lead to it." : leads === undefined ? "No record leads to it." : "It is not what the records lead to.";
    return [{ check: "state" as const, where: path, message }];
  });
}

/** How much was pruned; a record that lost its contents must say which it had. */
async function checkPruned(view: LedgerView, findings: LedgerFinding[]): Promise<number> {
  let count = 0;
  for await (const { text } of view.records(rotationFolder))
    for (const { path, digest, became } of readRotation(text)) {
      count += 1;
      const now = became === "redacted" ? await view.read(path) : undefined;
      if (now === undefined) continue;
      const record = readRecord(path, now);
      if (record === undefined || !("pruned" in record) || record.pruned?.digest !== digest)
        findings.push({ check: "history", where: path, message: "It was redacted, and does not say by which digest what it held can be proved." });
    }
  return count;
}
