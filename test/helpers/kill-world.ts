import { spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Static, TSchema } from "typebox";
import { expect } from "vitest";
import { readJournal } from "../../src/adapters/fs/journal-line.ts";
import { Claim } from "../../src/core/ledger/claim.ts";
import { Intent } from "../../src/core/ledger/intent.ts";
import { Receipt } from "../../src/core/ledger/receipt.ts";
import { RunRecord } from "../../src/core/ledger/run-record.ts";
import { BudgetState, PendingDelivery } from "../../src/core/ledger/state-records.ts";
import type { LedgerView } from "../../src/ports/ledger-store.ts";
import { verifyLedger } from "../../src/services/ledger/verify-ledger.ts";
import { recordIn } from "../../src/services/run-due/read-record.ts";
import { contextAt } from "./context-at.ts";
import { jobText, releasedProject } from "./job-project.ts";
import { traceOf, type KillReceivers } from "./kill-receivers.ts";
import { copyOfProject, start, type ReleaseProject } from "./release-project.ts";
import { childEnvironment, bin } from "./run-cli.ts";
import { tempFolder } from "./temp-folder.ts";

const minute = 60_000;
const hour = 60 * minute;

/** A project whose jobs are due every hour from ten o'clock on, and known to the ledger. */
export async function killBase(receivers: KillReceivers, jobs: number): Promise<ReleaseProject> {
  const project = await releasedProject();
  await project.temp.commit({
    ".promptops.yml": `schema_version: 1
providers:
  demo:
    kind: http
    url: ${receivers.url}/model
    api_key_env: WORLD
    request: { prompt: "{{ prompt }}" }
    response: { text: $.text }
environments:
  staging: {}
release: { target: staging }
budgets: { all: { day: { calls: 100000 } } }
destinations:
  hook: { kind: webhook, url_env: HOOK_URL, allow_private: true }
  chat: { kind: discord, url_env: CHAT_URL, base_url: "${receivers.url}" }
  log: { kind: command, command: [tee, -a, sent.log] }
`,
    ...Object.fromEntries(
      Array.from({ length: jobs }, (_, at) => [
        `schedules/job-${at}.yml`,
        jobText("destinations: [hook, chat, log]\nrequires_green_eval: false\noverlap: queue\n", { inputs: `{ item: ${at} }` }),
      ]),
    ),
  });
  const world = killWorld(project, receivers, "base");
  expect(await world.tick(start)).toBe(0);
  return project;
}

/** When a process is killed: so many milliseconds after it began, or after somebody heard from it for the nth time. */
export interface KillMoment {
  readonly ms: number;
  readonly afterRequest?: number;
  /** With everything it had started. */
  readonly group: boolean;
}

/** One repository in which processes come and go, and what is known of them from outside. */
export interface KillWorld {
  readonly root: string;
  /** Of its processes. */
  readonly env: Readonly<Record<string, string>>;
  /** A whole tick of the real program; its exit code. */
  tick(at: number): Promise<number>;
  /** A tick that is killed; false when it had ended before. */
  killedTick(at: number, moment: KillMoment): Promise<boolean>;
  /** Any other program on this repository. @returns Its standard output, undefined when it was killed. */
  run(args: readonly string[]): Promise<string | undefined>;
  /** Ticks until nothing is left that could still be done, and then everything that was promised. @param slots Hours from ten o'clock on. */
  check(when: string, jobs: number, slots: number): Promise<void>;
}

let worlds = 0;

/** A copy of a project, with a past of its own. */
export async function newKillWorld(base: ReleaseProject, receivers: KillReceivers, withRemote = false): Promise<KillWorld> {
  const project = await copyOfProject(base);
  if (withRemote) {
    await project.temp.addRemote();
    await project.temp.git("push", "--quiet", "origin", "--all", "--follow-tags");
  }
  worlds += 1;
  return killWorld(project, receivers, `world-${worlds}-${process.pid}`);
}

const compiled = tempFolder();

function killWorld({ temp: { root } }: ReleaseProject, receivers: KillReceivers, name: string): KillWorld {
  const variables = { WORLD: name, HOOK_URL: `${receivers.url}/hook/${name}`, CHAT_URL: `${receivers.url}/chat/${name}` };
  const env = childEnvironment({ ...variables, NODE_COMPILE_CACHE: compiled });
  const calls = () => receivers.calls.filter(({ world }) => world === name);
  /** Run → its answer, and how many calls there had been when it was first seen to be durable. */
  const durable = new Map<string, { text: string; calls: number }>();
  const journals = join(root, ".git/promptops/journal");

  function begin(args: readonly string[]) {
    const child = spawn(process.execPath, args, { cwd: root, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const out: string[] = [];
    const said: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
    return { child, ended, said, out };
  }

  const tickArgs = (at: number) => [bin, "run-due", "--at", new Date(at).toISOString(), "--concurrency", "2"];

  async function tick(at: number): Promise<number> {
    const { ended, said, out } = begin(tickArgs(at));
    const { code } = await ended;
    if (code === null || ![0, 1, 8].includes(code)) throw new Error(`a tick ended with ${code}: ${said.join("")}${out.join("")}`);
    return code;
  }

  /** What a dead process had in its journal: by the system's own buffers it survives a SIGKILL. */
  function note(): void {
    for (const file of names(journals))
      for (const { step, subject, data } of readJournal(readFileSync(join(journals, file), "utf8")).entries) {
        if (step !== "answered" || durable.has(subject)) continue;
        durable.set(subject, { text: (data as { response: { text: string } }).response.text, calls: calls().length });
      }
    // Until the next tick an hour goes by.
    for (const lock of readdirSync(join(root, ".git"), { recursive: true, encoding: "utf8" })) if (lock.endsWith(".lock")) age(join(root, ".git", lock));
  }

  async function read() {
    const context = contextAt(root, start, variables);
    const remote = readFileSync(join(root, ".git/config"), "utf8").includes('[remote "origin"]') ? "origin" : undefined;
    const ledger = await context.ledger(remote);
    const view = await ledger.view();
    const verified = await verifyLedger({ git: await context.git(), ledger, journal: await context.journal(), remote }, false);
    const [runs, claims, intents, receipts, pending, budgets] = await Promise.all([
      records(view, "runs", RunRecord),
      records(view, "claims", Claim),
      records(view, "intents", Intent),
      records(view, "receipts", Receipt),
      records(view, "state/pending", PendingDelivery),
      records(view, "state/budgets", BudgetState),
    ]);
    await context.close();
    return { findings: verified.findings, runs, claims, intents, receipts, pending, budgets };
  }

  /** A tick for what was left behind, one for the slot that had to wait for it, and more as long as something is still to come. */
  async function settled(slots: number) {
    let code = 8;
    for (let nth = 1; nth <= 2 || (nth <= 8 && code === 8); nth += 1) code = await tick(start + slots * hour + nth * 3 * minute);
    return read();
  }

  return {
    root,
    env,
    tick,

    async killedTick(at, { ms, afterRequest, group }) {
      const heard = afterRequest === undefined ? Promise.resolve() : receivers.asked(name, afterRequest);
      const { child, ended, said } = begin(tickArgs(at));
      await Promise.race([heard.then(() => pause(ms)), ended]);
      try {
        process.kill(group ? -(child.pid as number) : (child.pid as number), "SIGKILL");
      } catch {
        // It was over.
      }
      const { code, signal } = await ended;
      note();
      if (signal === null && ![0, 1, 8].includes(code as number)) throw new Error(`a tick ended with ${code}: ${said.join("")}`);
      return signal === "SIGKILL";
    },

    async run(args) {
      const { ended, out, said } = begin(args);
      const { code, signal } = await ended;
      note();
      if (signal === null && code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${said.join("")}`);
      return signal === null ? out.join("") : undefined;
    },

    async check(when, jobs, slots) {
      const { findings, runs, claims, intents, receipts, pending, budgets } = await settled(slots);
      expect(findings, when).toEqual([]);

      // Every slot is decided once, and what is run has one record.
      const wanted = Array.from({ length: jobs }, (_, job) => Array.from({ length: slots }, (__, at) => `job-${job} ${start + (at + 1) * hour}`)).flat();
      const decided = claims
        .filter(({ epoch }) => epoch === 1)
        .flatMap(({ job, slot, missed }) => [slot, ...(missed === undefined ? [] : hours(missed))].map((each) => `${job} ${Date.parse(each)}`));
      expect(decided.sort(byText), when).toEqual(wanted.sort(byText));
      const claimed = claims.filter(({ epoch, decision }) => epoch === 1 && decision === "run").map(({ run }) => `${run} succeeded`);
      expect(runs.map(({ run, status }) => `${run} ${status}`).sort(byText), when).toEqual(claimed.sort(byText));
      expect(intents.map(({ run, destination }) => `${run} ${destination}`).sort(byText), when).toEqual(
        runs.flatMap(({ run }) => ["chat", "hook", "log"].map((destination) => `${run} ${destination}`)).sort(byText),
      );

      // No model was asked for what nobody had claimed, and no answer that was durable was lost, or asked for again.
      const asked = calls();
      expect(
        asked.filter(({ trace }) => !runs.some(({ traceparent }) => traceOf(traceparent) === trace)),
        when,
      ).toEqual([]);
      for (const { run, traceparent, output } of runs) {
        const own = asked.filter(({ trace }) => trace === traceOf(traceparent));
        expect(
          own.map(({ answer }) => answer),
          `${when}: ${run}`,
        ).toContain(output?.text);
        const known = durable.get(run);
        if (known === undefined) continue;
        expect(output?.text, `${when}: ${run}`).toBe(known.text);
        expect(
          asked.slice(known.calls).filter(({ trace }) => trace === traceOf(traceparent)),
          `${when}: ${run}`,
        ).toEqual([]);
      }
      // Nothing stays reserved.
      for (const { day, month } of budgets)
        expect([day.reserved, month.reserved], when).toEqual([expect.objectContaining({ calls: 0 }), expect.objectContaining({ calls: 0 })]);

      // Nothing was given up.
      expect(
        receipts.filter(({ outcome }) => outcome === "dead"),
        when,
      ).toEqual([]);
      const held = new Set(pending.map(({ intent }) => intent));
      expect(
        pending.filter(({ status }) => status !== "held"),
        when,
      ).toEqual([]);
      const to = (place: string) => intents.filter(({ destination }) => destination === place);

      // Where the receiver can tell copies apart every delivery arrived, under one name and with one text.
      const hooks = Map.groupBy(
        receivers.hooks.filter(({ world }) => world === name),
        ({ id }) => id,
      );
      expect([...hooks.keys()].sort(byText), when).toEqual(
        to("hook")
          .map(({ intent }) => intent)
          .sort(byText),
      );
      for (const copies of hooks.values()) expect(new Set(copies.map(({ body }) => body)).size, when).toBe(1);

      // Where it cannot, each message is there once and in its turn, or it is held for a person because nobody knows.
      const chats = receivers.chats.filter(({ world }) => world === name).map(({ body }) => body);
      expect(new Set(chats).size, when).toBe(chats.length);
      for (const { intent, parts } of to("chat")) {
        const arrived = chats.flatMap((body) => parts.findIndex((part) => part.body === body) + 1 || []);
        expect(parts, when).toHaveLength(2);
        if (held.has(intent)) expect([[], [1], [1, 2]], when).toContainEqual(arrived);
        else expect(arrived, when).toEqual([1, 2]);
      }
      const sent = names(root).includes("sent.log") ? readFileSync(join(root, "sent.log"), "utf8") : "";
      for (const { intent } of to("log")) {
        const copies = sent.split(intent).length - 1;
        if (held.has(intent)) expect([0, 1], when).toContain(copies);
        else expect(copies, when).toBe(1);
      }
      expect(names(journals), when).toEqual([]);
    },
  };
}

function names(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(folder).filter((name) => !folder.endsWith("journal") || name.endsWith(".ndjson"));
}

function age(lock: string): void {
  try {
    utimesSync(lock, new Date(0), new Date(0));
  } catch {
    // Its git lives, and is done with it.
  }
}

function hours({ from, to }: { readonly from: string; readonly to: string }): string[] {
  const count = (Date.parse(to) - Date.parse(from)) / hour + 1;
  return Array.from({ length: count }, (_, at) => new Date(Date.parse(from) + at * hour).toISOString());
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function records<S extends TSchema>(view: LedgerView, folder: string, schema: S): Promise<Static<S>[]> {
  const found: Static<S>[] = [];
  for await (const { path, text } of view.records(folder)) found.push(recordIn(schema, path, text));
  return found;
}
