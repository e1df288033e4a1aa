import { fileTextCache } from "../../src/adapters/fs/text-cache.ts";
import { join } from "node:path";
import { openDestination } from "../../src/adapters/destinations/open-destination.ts";
import { openProject } from "../../src/services/open-project.ts";
import { gitLedger } from "../../src/adapters/ledger-git/git-ledger.ts";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import type { ModelRequest } from "../../src/core/model-call/request.ts";
import type { ModelResponse } from "../../src/core/model-call/response.ts";
import type { Journal } from "../../src/ports/journal.ts";
import type { LedgerStore } from "../../src/ports/ledger-store.ts";
import type { CallOptions } from "../../src/ports/provider.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import type { RunDueDeps } from "../../src/services/run-due/run-due-deps.ts";
import { fakeClock, type FakeClock } from "./fake-clock.ts";
import { memoryLedger } from "./memory-ledger.ts";
import { memoryIndex } from "./memory-index.ts";
import { memoryDisk, memoryJournal, type MemoryDisk } from "./memory-journal.ts";
import { copyOfProject, promptFiles, releaseProject, start, type ReleaseProject } from "./release-project.ts";

export const prompt = "billing/summarize";

/** `schedules/daily.yml` and the like. */
export function jobText(more = "", { cron = "0 * * * *", inputs = "{ item: 1 }" }: { cron?: string; inputs?: string } = {}): string {
  return `schema_version: 1
prompt: ${prompt}
environment: staging
inputs: ${inputs}
cron: "${cron}"
${more}`;
}

export interface JobLab {
  readonly project: ReleaseProject;
  readonly clock: FakeClock;
  /** What models were asked, in order. */
  readonly calls: readonly ModelRequest[];
  readonly ledger: LedgerStore;
  readonly disk: MemoryDisk;
  /** Publishes a prompt as it is committed. */
  release(id: string): Promise<void>;
  /** Ports of one process. */
  deps(more?: Partial<RunDueDeps>): Promise<RunDueDeps>;
}

export interface LabOptions {
  readonly remote?: string;
  /** Default: in memory, which is faster. */
  readonly kept?: "git";
  readonly ledger?: LedgerStore;
  readonly disk?: MemoryDisk;
  readonly clock?: FakeClock;
  readonly calls?: ModelRequest[];
  /** Stands between the caller and the model. */
  readonly answering?: (request: ModelRequest, options: CallOptions | undefined, ask: () => Promise<ModelResponse>) => Promise<ModelResponse>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly journal?: (name: string) => Journal;
}

let made: Promise<ReleaseProject> | undefined;

/** A prompt, published and live in staging; made once, copied for each test. */
export async function releasedProject(): Promise<ReleaseProject> {
  made ??= make();
  return copyOfProject(await made);
}

async function make(): Promise<ReleaseProject> {
  const project = await releaseProject(promptFiles({ cases: 2 }));
  const deps = await project.deps();
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
  return project;
}

/** A project with jobs, committed, and everything that a tick needs. @param files Committed on top. */
export async function jobLab(files: Readonly<Record<string, string>>, options: LabOptions = {}): Promise<JobLab> {
  const project = await releasedProject();
  await project.temp.commit(files);
  return jobLabIn(project, options);
}

/** The same in a repository that is there. */
export async function jobLabIn(
  project: ReleaseProject,
  { remote, disk = memoryDisk(), clock = fakeClock(start), calls = [], answering, journal, environment = {}, kept, ledger: given }: LabOptions = {},
): Promise<JobLab> {
  const base = await project.deps();
  const inGit = () => gitLedger({ git: base.git, lock: base.lock, clock: { ...clock, sleep: briefly }, random: base.random, fold: foldState, remote });
  const ledger = given ?? (kept === "git" || remote !== undefined ? inGit() : memoryLedger(foldState));
  let processes = 0;
  return {
    project,
    clock,
    calls,
    ledger,
    disk,
    async release(id) {
      const { outcome } = await publish(await project.deps(), { prompt: id });
      if (outcome !== "published") throw new Error(`the version was ${outcome}`);
    },
    deps: async (more = {}) => {
      processes += 1;
      const { git, lock, random, openProviders } = await project.deps();
      return {
        git,
        lock,
        random,
        clock,
        environment: { get: (variable: string) => environment[variable] },
        journal: journal?.(`${processes}`) ?? memoryJournal(disk, `${processes}`, clock),
        openLedger: () => Promise.resolve(ledger),
        openIndex: () => Promise.resolve(memoryIndex(ledger)),
        async openProviders(source) {
          const open = await openProviders(source);
          return async (name) => {
            const provider = await open(name);
            return {
              ...provider,
              call(request, callOptions) {
                calls.push(request);
                const ask = () => provider.call(request, callOptions);
                return answering === undefined ? ask() : answering(request, callOptions, ask);
              },
            };
          };
        },
        async openDestinations(source) {
          const { config } = await openProject(source);
          return (name) => openDestination(name, config, { root: git.root, environment: { get: (variable) => environment[variable] }, redact: (text) => text });
        },
        inputs: { command: () => Promise.reject(new Error("no programs here")), http: () => Promise.reject(new Error("no servers here")) },
        heartbeat: { beat: () => Promise.resolve(undefined) },
        cache: fileTextCache(join(git.privateFolder, "ticks")),
        toolVersion: "0.1.0",
        host: () => "host-a",
        redact: (text: string) => text,
        ...more,
      };
    },
  };
}

/** Waits of a race are real, and short. */
function briefly(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(ms, 5)));
}
