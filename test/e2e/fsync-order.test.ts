import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { killReceivers } from "../helpers/kill-receivers.ts";
import { killBase, newKillWorld } from "../helpers/kill-world.ts";
import { start } from "../helpers/release-project.ts";
import { bin } from "../helpers/run-cli.ts";
import { systemCalls, untraceable, type SystemCall } from "../helpers/system-calls.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const watched = [
  "fsync",
  "fdatasync",
  "write",
  "writev",
  "pwrite64",
  "sendto",
  "sendmsg",
  "rename",
  "renameat",
  "renameat2",
  "link",
  "linkat",
  "unlink",
  "execve",
];

/** SIGKILL leaves the system's buffers as they are and so proves nothing of disks. What a tick asks of the disk, and when, is seen in its system calls. */
test("every step of a tick is on the disk before the next one begins", { timeout: 120_000 }, async (context) => {
  const reason = untraceable();
  if (reason !== undefined) return context.skip(reason);
  const receivers = await killReceivers();
  try {
    const world = await newKillWorld(await killBase(receivers, 1), receivers, true);
    const file = join(tempFolder(), "trace");
    const tick = [bin, "run-due", "--at", new Date(start + 3_600_000).toISOString()];
    const { stdout } = await execa("strace", ["-f", "-y", "-qq", "-s", "100000", "-e", `trace=${watched.join(",")}`, "-o", file, process.execPath, ...tick], {
      cwd: world.root,
      env: world.env,
      extendEnv: false,
    });
    expect(stdout).toContain("succeeded");
    const calls = systemCalls(readFileSync(file, "utf8"));

    const entries = ["claiming", "asked", "answered", "run", "sending", "sent"].map((step) => [step, journaled(calls, step)] as const);
    const durable = Object.fromEntries(entries);
    const [claims, runs, receipts] = ledgerMoves(calls, world.root);
    const pushes = started(calls, "push");
    const model = requests(calls, "/model");
    const hooks = requests(calls, "/hook/");
    const programs = started(calls, "tee");
    const leaving = calls.filter(({ name, args }) => name === "unlink" && args.includes("/journal/") && args.includes(".ndjson"));
    for (const found of [[claims], [runs], [receipts], model, hooks, programs, leaving]) expect(found[0]).toBeDefined();

    inOrder(
      ["the claim is in the journal", durable["claiming"]?.[0]],
      ["and on its way to the remote", pushes[0]],
      ["and the ledger's tip", claims],
      ["that the model is asked is in the journal", durable["asked"]?.[0]],
      ["the model is asked", model[0]],
      ["the answer is in the journal", durable["answered"]?.[0]],
      ["and so is the record", durable["run"]?.[0]],
      ["and on its way to the remote", pushes[1]],
      ["and the ledger's tip", runs],
    );
    // Deliveries to several places go side by side; each of its own accord.
    for (const first of [hooks[0], programs[0]]) {
      inOrder(["the record is the ledger's tip", runs], ["an attempt is journaled", durable["sending"]?.[0]], ["and made", first]);
      inOrder(["an attempt is made", first], ["the last receipt is journaled", durable["sent"]?.at(-1)], ["and on its way to the remote", pushes[2]]);
    }
    inOrder(["receipts are the ledger's tip", receipts], ["the journal goes", leaving[0]]);
    // Before each attempt its own entry, and not only one of them.
    const attempts = [...hooks, ...requests(calls, "/chat/"), ...programs].sort((a, b) => a.began - b.began);
    expect(attempts).toHaveLength(4);
    for (const [at, attempt] of attempts.entries())
      expect((durable["sending"] ?? []).filter(({ ended }) => ended < attempt.began).length, attempt.args).toBeGreaterThan(at);

    everyObjectSynced(calls, world.root);
  } finally {
    receivers.close();
  }
});

type Named = readonly [what: string, call: Pick<SystemCall, "began" | "ended"> | undefined];

/** Each is over before the next one begins. */
function inOrder(...calls: readonly Named[]): void {
  for (const [at, [what, call]] of calls.entries()) {
    const [next, after] = calls[at + 1] ?? [];
    if (next !== undefined) expect(call?.ended ?? Number.NaN, `${what}, before: ${next}`).toBeLessThan(after?.began ?? Number.NaN);
  }
}

/** For each entry of that name the `fdatasync` that made it durable: entries that come at once are written together. */
function journaled(calls: readonly SystemCall[], step: string): SystemCall[] {
  const ofJournal = ({ args }: SystemCall) => args.includes("/promptops/journal/");
  const synced = calls.filter((call) => call.name === "fdatasync" && ofJournal(call) && call.result === "0");
  const entry = String.raw`\"step\":\"${step}\"`;
  const written = calls
    .filter((call) => call.name.includes("write") && ofJournal(call))
    .flatMap((call) =>
      call.args
        .split(entry)
        .slice(1)
        .map(() => call),
    );
  expect(written.length, step).toBeGreaterThan(0);
  return written.map(({ ended }) => {
    const sync = synced.find(({ began }) => began > ended);
    if (sync === undefined) throw new Error(`the entry ${step} was never made durable`);
    return sync;
  });
}

/** The moves of this repository's own tip of the ledger; each was written to the disk before it took its place. */
function ledgerMoves(calls: readonly SystemCall[], root: string): SystemCall[] {
  const ref = join(root, ".git/refs/heads/promptops/ledger");
  const moves = calls.filter(
    ({ name, args, result }) =>
      name.startsWith("rename") && /\.git\/refs\/heads\/promptops\/ledger\.lock", .*heads\/promptops\/ledger"/.test(args) && result === "0",
  );
  for (const move of moves)
    expect(
      calls.some(
        ({ name, args, result, pid, ended }) => name === "fsync" && pid === move.pid && args.includes(`${ref}.lock`) && result === "0" && ended < move.began,
      ),
      move.args,
    ).toBe(true);
  expect(moves).toHaveLength(3);
  return moves;
}

/** Each object and pack of this repository has its content on the disk before it has its name. */
function everyObjectSynced(calls: readonly SystemCall[], root: string): void {
  const named = calls.filter(({ name, args }) => /^(?:rename|link)/.test(name) && args.includes(".git/objects") && args.includes("tmp_"));
  expect(named.length).toBeGreaterThan(10);
  for (const { args, pid, began } of named) {
    const temporary = /"([^"]*tmp_[^"]*)"/.exec(args)?.[1] ?? "";
    const file = temporary.slice(temporary.indexOf(".git/objects"));
    const isSync = (call: SystemCall) => call.name === "fsync" && call.pid === pid && call.args.includes(join(root, file)) && call.result === "0";
    expect(
      calls.some((call) => isSync(call) && call.ended < began),
      args,
    ).toBe(true);
  }
}

function started(calls: readonly SystemCall[], word: string): SystemCall[] {
  return calls.filter(({ name, args, result }) => name === "execve" && args.includes(`"${word}"`) && result === "0");
}

function requests(calls: readonly SystemCall[], path: string): SystemCall[] {
  return calls.filter(({ name, args }) => ["write", "writev", "sendto", "sendmsg"].includes(name) && args.includes(`"POST ${path}`));
}
