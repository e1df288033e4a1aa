import { join } from "node:path";
import { openDestination } from "../../src/adapters/destinations/open-destination.ts";
import { fileJournal } from "../../src/adapters/fs/journal.ts";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { gitLedger } from "../../src/adapters/ledger-git/git-ledger.ts";
import { systemRandom } from "../../src/adapters/random.ts";
import { sqliteLedgerIndex } from "../../src/adapters/sqlite/ledger-index.ts";
import { sqliteLock } from "../../src/adapters/sqlite/lock.ts";
import { deliverableOf } from "../../src/core/run/deliverable-of.ts";
import { prepareIntents } from "../../src/core/delivery/prepare-intents.ts";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import type { Intent } from "../../src/core/ledger/intent.ts";
import { intentPath, parseRunName } from "../../src/core/ledger/record-names.ts";
import type { RunRecord } from "../../src/core/ledger/run-record.ts";
import type { JobDestination } from "../../src/core/model/job.ts";
import type { LedgerStore } from "../../src/ports/ledger-store.ts";
import type { DeliveriesDeps } from "../../src/services/deliveries/deliveries-deps.ts";
import { openProject } from "../../src/services/open-project.ts";
import { impatientClock } from "./fake-clock.ts";
import { aRun, runId } from "./ledger-records.ts";
import { receiver, type Receiver } from "./receiver.ts";
import { tempRepo, type TempRepo } from "./temp-repo.ts";

const by = { name: "Runner", email: "runner@example.com" };
export const projectStart = Date.UTC(2026, 10, 20, 9, 0, 30);
export const run = runId("daily", "2026-11-20T09:00:00.000Z");

export interface DeliveryProject {
  readonly temp: TempRepo;
  /** Takes what goes to `hook` (`/hook`), `other` (`/other`) and `chat` (`/chat`). */
  readonly peer: Receiver;
  /** What the environment of a process that delivers has to hold. */
  readonly environment: Readonly<Record<string, string>>;
  /** What a command of its own process has; time stands `later` ms after the start. */
  deps(later?: number, clone?: TempRepo): Promise<DeliveriesDeps>;
  /** Records a run with an answer, and deliveries of it to these destinations that nobody has tried yet. */
  prepare(deps: DeliveriesDeps, destinations: readonly JobDestination[], answer?: string): Promise<readonly Intent[]>;
  ledger(deps: DeliveriesDeps): Promise<LedgerStore>;
}

/** A committed project with destinations on a loopback server. @param start Milliseconds since the epoch. */
export async function deliveryProject(start = projectStart): Promise<DeliveryProject> {
  const peer = await receiver();
  const temp = await tempRepo();
  await temp.git("config", "user.name", "Ada Author");
  await temp.git("config", "user.email", "ada@example.com");
  await temp.commit({
    ".promptops.yml": `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
destinations:
  hook: { kind: webhook, url: "${peer.url}/hook", allow_private: true }
  other: { kind: webhook, url: "${peer.url}/other", allow_private: true }
  chat: { kind: slack, url_env: CHAT_URL, base_url: "${peer.url}" }
`,
    "rules.yml": "schema_version: 1\nrules:\n  - { answer: ok }\n",
  });
  const variables = { CHAT_URL: `${peer.url}/chat` };
  const ledgers = new Map<DeliveriesDeps, LedgerStore>();

  async function deps(later = 0, { root } = temp): Promise<DeliveriesDeps> {
    const git = await openGitRepo(root);
    const clock = impatientClock(start + later);
    const lock = sqliteLock(git.privateFolder, clock);
    const folder = join(git.privateFolder, "journal");
    const journal = fileJournal(folder, { clock, lock: sqliteLock(folder, clock), name: () => systemRandom.hex(6) });
    const redact = (text: string) => Object.values(variables).reduce((clean, secret) => clean.replaceAll(secret, "[redacted]"), text);
    const made: DeliveriesDeps = {
      git,
      lock,
      clock,
      random: systemRandom,
      journal,
      host: "host-1",
      redact,
      openLedger: (remote) => Promise.resolve(gitLedger({ git, lock, clock, random: systemRandom, fold: foldState, remote })),
      openIndex: async (remote) => sqliteLedgerIndex({ git, ledger: await made.openLedger(remote), lock, clock, folder: git.privateFolder }),
      async openDestinations(source) {
        const { config } = await openProject(source);
        return (name) =>
          openDestination(name, config, {
            root,
            environment: { get: (key) => Object.entries(variables).find(([each]) => each === key)?.[1] },
            redact,
          });
      },
    };
    return made;
  }

  async function ledger(of: DeliveriesDeps): Promise<LedgerStore> {
    const known = ledgers.get(of) ?? (await of.openLedger(undefined));
    ledgers.set(of, known);
    return known;
  }

  return {
    temp,
    peer,
    environment: variables,
    deps,
    ledger,
    async prepare(of, destinations, answer = "An invoice is missing.") {
      const record = aRun(run, { output: { text: answer, citations: [], tool_calls: [], finish_reason: "stop" } });
      const name = parseRunName(run);
      const deliverable = deliverableOf(JSON.parse(record.text) as RunRecord, undefined);
      if (name === undefined || deliverable === undefined) throw new TypeError("a run has a name and an answer");
      const { config } = await openProject(of.git.at((await of.git.head()) ?? ""));
      const intents = await prepareIntents({
        deliverable,
        destinations,
        config,
        run: name,
        job: "daily",
        at: of.clock.now(),
        host: await of.journal.place(),
        traceparent: deliverable.meta.traceparent,
        redact: of.redact,
      });
      const records = [record, ...intents.map((intent) => ({ path: intentPath(intent.intent), text: `${JSON.stringify(intent)}\n` }))];
      await (await ledger(of)).commit({ records, message: "Run", by, at: of.clock.now() }, "shared");
      return intents;
    },
  };
}
