import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { Static, TSchema } from "typebox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runDueDeps } from "../../src/cli/run-due-deps.ts";
import { Intent } from "../../src/core/ledger/intent.ts";
import { RunRecord } from "../../src/core/ledger/run-record.ts";
import { PendingDelivery } from "../../src/core/ledger/state-records.ts";
import type { LedgerView } from "../../src/ports/ledger-store.ts";
import { runDue } from "../../src/services/run-due.ts";
import { recordIn } from "../../src/services/run-due/read-record.ts";
import { contextAt } from "../helpers/context-at.ts";
import { jobText, releasedProject } from "../helpers/job-project.ts";
import { copyOfProject, start, type ReleaseProject } from "../helpers/release-project.ts";
import { childEnvironment } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

/**
 * Real processes, killed with SIGKILL at the steps they take and at moments nobody chose. `KILLS=1000` makes as many of the latter, and kills
 * at every step; without it there are a few, and every third step, since the edges between them are tried within one process elsewhere
 * (`services/run-due/recovery.test.ts`, `services/deliver-laws.test.ts`).
 */
const everything = process.env["KILLS"];
const randomKills = Number(everything ?? "3");
const stride = everything === undefined ? 3 : 1;
const program = fileURLToPath(new URL("../helpers/dying-tick.ts", import.meta.url));
const minute = 60_000;
const due = start + 60 * minute;

interface Arrived {
  readonly id: string;
  readonly body: string;
}

const arrivals: Arrived[] = [];
const server = createServer((request, response) => {
  void Array.fromAsync(request as AsyncIterable<Buffer>).then((chunks) => {
    arrivals.push({ id: String(request.headers["webhook-id"]), body: Buffer.concat(chunks).toString("utf8") });
    response.end();
  });
});
/** Ready to be run, with so many jobs. */
const bases = new Map<number, ReleaseProject>();
const environment = childEnvironment({ NODE_COMPILE_CACHE: tempFolder() });

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  for (const jobs of [1, 3]) bases.set(jobs, await dueProject(jobs, `http://127.0.0.1:${port}`));
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function dueProject(jobs: number, url: string): Promise<ReleaseProject> {
  const project = await releasedProject();
  await project.temp.commit({
    ".promptops.yml": `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  staging: {}
release: { target: staging }
destinations:
  hook: { kind: webhook, url: "${url}", allow_private: true }
  log: { kind: command, command: [tee, -a, sent.log] }
`,
    ...Object.fromEntries(
      Array.from({ length: jobs }, (_, at) => [
        `schedules/job-${at}.yml`,
        jobText("destinations: [hook, log]\nrequires_green_eval: false\n", { inputs: `{ item: ${at} }` }),
      ]),
    ),
  });
  await tick(project.temp.root, start);
  return project;
}

describe("run-due under kill -9", () => {
  test("keeps its promises at the steps it takes", { timeout: 900_000 }, async () => {
    const steps = Number(await lived(await copyOfProject(bases.get(1) as ReleaseProject)));
    expect(steps).toBeGreaterThan(25);
    for (let nth = 1; nth <= steps; nth += stride) await killAndCheck(1, `step ${nth} of ${steps}`, (root, log) => run(root, nth, log));
  });

  test("keeps its promises at moments nobody chose", { timeout: 120_000 + randomKills * 30_000 }, async () => {
    for (let nth = 0; nth < randomKills; nth += 1) {
      const after = 200 + Math.random() * 1_300;
      await killAndCheck(3, `after ${Math.round(after)} ms`, (root, log) => killedAfter(root, log, after));
    }
  });
});

async function killAndCheck(jobs: number, when: string, kill: (root: string, log: string) => Promise<void>): Promise<void> {
  const project = await copyOfProject(bases.get(jobs) as ReleaseProject);
  const { root } = project.temp;
  const log = join(tempFolder(), "calls");
  const before = arrivals.length;
  await kill(root, log);
  const known = existsSync(log) ? readFileSync(log, "utf8").split("\n") : [];
  await tick(root, due + 3 * minute, log);
  if (await isPending(root)) await tick(root, due + 6 * minute, log);
  const context = contextAt(root, due);
  const view = await (await context.ledger(undefined)).view();
  const [runs, intents, pending] = await Promise.all([
    records(view, "runs", RunRecord),
    records(view, "intents", Intent),
    records(view, "state/pending", PendingDelivery),
  ]);
  await context.close();
  const names = Array.from({ length: jobs }, (_, at) => `job-${at}~20261120T100000Z`);
  expect(
    runs.map(({ run: name, status }) => `${name} ${status}`),
    when,
  ).toEqual(names.map((name) => `${name} succeeded`));
  expect(intents.map(({ run: name, destination }) => `${name} ${destination}`).sort(byText), when).toEqual(
    names.flatMap((name) => [`${name} hook`, `${name} log`]),
  );

  // No answer that was durable is asked for again.
  const durable = known.flatMap((line) => /^durable job-(\d+)~/.exec(line)?.[1] ?? []);
  const called = readFileSync(log, "utf8")
    .split("\n")
    .slice(known.filter((line) => line !== "").length);
  expect(
    called.flatMap((line) => /^call .*Number (\d+)\./.exec(line)?.[1] ?? []).filter((item) => durable.includes(item)),
    when,
  ).toEqual([]);

  // Where the receiver can tell copies apart every delivery arrived, under one name and with one text.
  const arrived = Map.groupBy(arrivals.slice(before), ({ id }) => id);
  expect([...arrived.keys()].sort(byText), when).toEqual(
    intents
      .filter(({ destination }) => destination === "hook")
      .map(({ intent }) => intent)
      .sort(byText),
  );
  for (const copies of arrived.values()) expect(new Set(copies.map(({ body }) => body)).size, when).toBe(1);

  // Where it cannot, each is there once, or is held for a person because nobody knows.
  const sent = await readFile(join(root, "sent.log"), "utf8").catch(() => "");
  for (const { intent, destination } of intents) {
    if (destination !== "log") continue;
    const copies = sent.split(intent).length - 1;
    const held = pending.some((each) => each.intent === intent && each.status === "held");
    expect({ copies, held }, when).toEqual(held ? { copies: expect.toBeOneOf([0, 1]), held } : { copies: 1, held });
  }
  expect(
    pending.filter(({ status }) => status !== "held"),
    when,
  ).toEqual([]);
  expect(
    (await readdir(join(root, ".git/promptops/journal"))).filter((file) => file.endsWith(".ndjson")),
    when,
  ).toEqual([]);
}

/** Is there anything that a later tick may still do? */
async function isPending(root: string): Promise<boolean> {
  const context = contextAt(root, due);
  const pending = await records(await (await context.ledger(undefined)).view(), "state/pending", PendingDelivery);
  await context.close();
  return pending.some(({ status }) => status === "pending");
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function lived({ temp }: ReleaseProject): Promise<string> {
  const { stdout } = await execa(process.execPath, [program, temp.root, "0", new Date(due).toISOString(), join(tempFolder(), "calls")], {
    env: environment,
    extendEnv: false,
  });
  return stdout;
}

async function run(root: string, nth: number, log: string): Promise<void> {
  const { signal } = await execa(process.execPath, [program, root, String(nth), new Date(due).toISOString(), log], {
    env: environment,
    extendEnv: false,
    reject: false,
  });
  expect(signal, `step ${nth}`).toBe("SIGKILL");
}

async function killedAfter(root: string, log: string, ms: number): Promise<void> {
  const child = execa(process.execPath, [program, root, "0", new Date(due).toISOString(), log], { env: environment, extendEnv: false, reject: false });
  await Promise.race([pause(ms), child]);
  child.kill("SIGKILL");
  await child;
}

/** A tick of this process, which lives; what it asks its model is noted too. */
async function tick(root: string, at: number, log?: string): Promise<void> {
  const heard = new Set(process.listeners("SIGTERM"));
  const context = contextAt(root, at);
  const deps = await runDueDeps(context);
  // Nobody interrupts this one, and what listens for it would outlive it.
  for (const listener of process.listeners("SIGTERM")) {
    if (heard.has(listener)) continue;
    process.off("SIGTERM", listener);
    process.off("SIGINT", listener);
  }
  const openProviders: typeof deps.openProviders = async (source) => {
    const open = await deps.openProviders(source);
    return async (name) => {
      const provider = await open(name);
      return {
        ...provider,
        call(request, options) {
          if (log !== undefined)
            appendFileSync(log, `call ${request.messages.flatMap(({ parts }) => parts.map((part) => (part.kind === "text" ? part.text : ""))).join(" ")}\n`);
          return provider.call(request, options);
        },
      };
    };
  };
  if (log !== undefined) appendFileSync(log, "");
  await runDue({ ...deps, openProviders }, { jobs: [], dryRun: false });
  await context.close();
}

async function records<S extends TSchema>(view: LedgerView, folder: string, schema: S): Promise<Static<S>[]> {
  const found: Static<S>[] = [];
  for await (const { path, text } of view.records(folder)) found.push(recordIn(schema, path, text));
  return found;
}
