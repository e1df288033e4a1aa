import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { runnerHost } from "../core/ledger/runner-host.ts";
import type { Config } from "../core/model/config.ts";
import type { Clock } from "../ports/clock.ts";
import type { CommandScorer } from "../ports/command-scorer.ts";
import type { OpenDestination } from "../ports/destination.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { EnvironmentVariables } from "../ports/environment.ts";
import type { EvaluationStore } from "../ports/evaluation-store.ts";
import type { FileWatcher } from "../ports/file-watcher.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import type { GivenEvaluations } from "../ports/given-evaluations.ts";
import type { GivenFiles } from "../ports/given-files.ts";
import type { Heartbeat } from "../ports/heartbeat.ts";
import type { InputReader } from "../ports/input-reader.ts";
import type { Journal } from "../ports/journal.ts";
import type { LedgerIndex } from "../ports/ledger-index.ts";
import type { FoldState, LedgerStore } from "../ports/ledger-store.ts";
import type { Lock } from "../ports/lock.ts";
import type { Machine } from "../ports/machine.ts";
import type { ProjectFolder } from "../ports/project-folder.ts";
import type { OutputFiles } from "../ports/output-files.ts";
import type { OpenProvider } from "../ports/provider.ts";
import type { Random } from "../ports/random.ts";
import type { RecordingFiles } from "../ports/recording-files.ts";
import type { ReleaseBundles } from "../ports/release-bundles.ts";
import type { ResponseCache } from "../ports/response-cache.ts";
import type { ScriptCheck } from "../ports/script-check.ts";
import type { ScorerRunner } from "../ports/scorer-runner.ts";
import type { TextCache } from "../ports/text-cache.ts";
import type { WebhookScorer } from "../ports/webhook-scorer.ts";
import type { WorkFiles } from "../ports/work-files.ts";
import { systemClock } from "../adapters/clock.ts";
import { processEnvironment } from "../adapters/environment.ts";
import { fileTextCache } from "../adapters/fs/text-cache.ts";
import { systemRandom } from "../adapters/random.ts";
import { boundHeap } from "./bound-heap.ts";
import { cacheOrWarning } from "./cache-or-warning.ts";
import { ledgerApart } from "./ledger-apart.ts";
import { reportError } from "./error-report.ts";
import { interruption } from "./interruption.ts";
import { secretsRedactor } from "./redact-secrets.ts";
import { repositoryPath } from "./repository-path.ts";

/**
 * The composition root, and the only place that imports adapters. Every part is made when first asked for, and loaded then where it is more
 * than a few lines: `--help` opens no repository and loads no SDK.
 */
export class Context {
  readonly cwd: string;
  readonly version: string;
  readonly quiet: boolean;
  readonly #closing: (() => void | Promise<void>)[] = [boundHeap()];
  readonly #made = new Map<string, Promise<unknown>>();
  readonly #secretNames = new Set<string>();
  readonly #ledgerApart = ledgerApart();
  #redact: ((text: string) => string) | undefined;
  #interrupted: AbortSignal | undefined;

  /** @param quiet No progress on stderr, whatever it is. */
  constructor(cwd: string, version: string, quiet: boolean) {
    this.cwd = cwd;
    this.version = version;
    this.quiet = quiet;
  }

  /** Fires at the first Ctrl-C, with a PromptopsError `interrupted` as its reason; whoever asks for it finishes what is in flight. */
  get interrupted(): AbortSignal {
    // Whoever reads JSON gets a document, however the command ends.
    return (this.#interrupted ??= interruption(this.quiet ? (reason) => reportError(reason, { json: true, redact: (text) => this.redact(text) }) : undefined));
  }

  /** The same place with nothing made yet, for who looks at files again and again; whoever asks for it closes it. */
  afresh(): Context {
    return new Context(this.cwd, this.version, this.quiet);
  }

  get wasInterrupted(): boolean {
    return this.#interrupted?.aborted === true;
  }

  /** Blanks out the values of every environment variable that was asked for, and of those whose names say they are secrets. */
  redact(text: string): string {
    this.#redact ??= secretsRedactor(this.#secretNames);
    return this.#redact(text);
  }

  /** The repository around `cwd`. */
  git(): Promise<GitRepo> {
    return this.#once("git", async () => (await import("../adapters/git/open-git-repo.ts")).openGitRepo(this.cwd));
  }

  /** For `init`, which works before there is a repository. */
  async projectFolder(): Promise<ProjectFolder> {
    return (await import("../adapters/git/project-folder.ts")).projectFolder(this.cwd);
  }

  /** The files of a starter. @param packageRoot Where promptops itself is installed. */
  async starter(packageRoot: string, name: string): Promise<DocumentSource> {
    return (await import("../adapters/fs/work-tree-source.ts")).workTreeSource(join(packageRoot, "templates", name));
  }

  /** The work tree as it is. */
  workTree(): Promise<DocumentSource> {
    return this.#once("workTree", async () => (await import("../adapters/fs/work-tree-source.ts")).workTreeSource((await this.git()).root));
  }

  workFiles(): Promise<WorkFiles> {
    return this.#once("workFiles", async () => (await import("../adapters/fs/work-files.ts")).workFiles((await this.git()).root));
  }

  givenFiles(): Promise<GivenFiles> {
    return this.#once("givenFiles", async () => (await import("../adapters/fs/given-files.ts")).givenFiles(this.cwd));
  }

  givenEvaluations(): Promise<GivenEvaluations> {
    return this.#once("givenEvaluations", async () => (await import("../adapters/fs/given-evaluations.ts")).givenEvaluations(this.cwd));
  }

  outputFiles(): Promise<OutputFiles> {
    return this.#once("outputFiles", async () => (await import("../adapters/fs/output-files.ts")).outputFiles(this.cwd));
  }

  /** @param inRepository False to read bundles where there is no repository. */
  async releaseBundles(inRepository = true): Promise<ReleaseBundles> {
    const { releaseBundles } = await import("../adapters/git/release-bundles.ts");
    return releaseBundles(this.cwd, inRepository ? (await this.git()).root : undefined);
  }

  /** A folder for recordings. @param folder As typed, inside the repository. @throws PromptopsError `outside-repository`. */
  async recordings(folder: string): Promise<RecordingFiles> {
    const { recordingFiles } = await import("../adapters/fs/recording-files.ts");
    const { root } = await this.git();
    // An empty name is no folder, wherever one is.
    return recordingFiles(root, folder === "" ? "" : repositoryPath(root, this.cwd, folder));
  }

  /** @param unwatched Paths of files, as typed, that nobody wants to hear of. */
  async fileWatcher(unwatched: readonly string[]): Promise<FileWatcher> {
    const { fileWatcher } = await import("../adapters/fs/file-watcher.ts");
    const watcher = await fileWatcher(
      (await this.git()).root,
      await this.clock(),
      unwatched.map((path) => resolve(this.cwd, path)),
    );
    this.#closing.push(() => watcher.close());
    return watcher;
  }

  clock(): Promise<Clock> {
    return Promise.resolve(systemClock);
  }

  random(): Promise<Random> {
    return Promise.resolve(systemRandom);
  }

  environment(): Promise<EnvironmentVariables> {
    return Promise.resolve({
      get: (name: string) => {
        if (!this.#secretNames.has(name)) this.#redact = undefined;
        this.#secretNames.add(name);
        return processEnvironment.get(name);
      },
    });
  }

  machine(): Promise<Machine> {
    return this.#once("machine", async () => (await import("../adapters/machine.ts")).thisMachine);
  }

  lock(): Promise<Lock> {
    return this.#once("lock", async () => (await import("../adapters/sqlite/lock.ts")).sqliteLock((await this.git()).privateFolder, await this.clock()));
  }

  /** One that cannot be opened costs money and no truth, so a warning is all that comes of it. */
  cache(): Promise<ResponseCache> {
    return this.#once("cache", async () => {
      const { sqliteResponseCache } = await import("../adapters/sqlite/response-cache.ts");
      const cache = cacheOrWarning(sqliteResponseCache, (await this.git()).privateFolder);
      this.#closing.push(() => cache.close());
      return cache;
    });
  }

  evaluations(): Promise<EvaluationStore> {
    return this.#once("evaluations", async () => (await import("../adapters/fs/evaluation-store.ts")).fileEvaluationStore((await this.git()).privateFolder));
  }

  /** Most suites have no scorers of their own: what runs them is loaded when one is. */
  scorers(): ScorerRunner {
    const load = () => this.#once("scorers", async () => this.#closed((await import("../adapters/scorers/process-scorer-runner.ts")).processScorerRunner()));
    return { run: async (...asked) => (await load()).run(...asked), close: async () => (await load()).close() };
  }

  /** What looks at scorers without running them. */
  scripts(): ScriptCheck {
    const check = async () => (await import("../adapters/scorers/node-script-check.ts")).nodeScriptCheck();
    return { syntaxFault: async (source) => (await check()).syntaxFault(source), foreignImport: async (source) => (await check()).foreignImport(source) };
  }

  commands(): CommandScorer {
    const load = () =>
      this.#once("commands", async () => {
        const { processCommandScorer } = await import("../adapters/scorers/process-command-scorer.ts");
        return this.#closed(processCommandScorer(await this.environment()));
      });
    return { run: async (...asked) => (await load()).run(...asked), close: async () => (await load()).close() };
  }

  webhooks(): WebhookScorer {
    const load = () =>
      this.#once("webhooks", async () => {
        const { httpWebhookScorer } = await import("../adapters/scorers/http-webhook-scorer.ts");
        return this.#closed(httpWebhookScorer(await this.environment()));
      });
    return { score: async (...asked) => (await load()).score(...asked), close: async () => (await load()).close() };
  }

  /** Providers as the configuration of `source` (default: the work tree) names them. */
  async openProvider(source?: DocumentSource): Promise<OpenProvider> {
    const { openProvider } = await import("../adapters/providers/open-provider.ts");
    const { openConfig } = await import("../services/open-config.ts");
    const from = source ?? (await this.workTree());
    const config = await openConfig(from);
    await this.#knowSecrets(config);
    const ports = { source: from, clock: await this.clock(), random: await this.random(), environment: await this.environment() };
    return (name) => this.#once(`provider ${from.description} ${name}`, () => openProvider(name, config, ports));
  }

  /** The ledger, shared through `remote` where there is one. */
  ledger(remote: string | undefined): Promise<LedgerStore> {
    return this.#once(`ledger ${remote ?? ""}`, async () => {
      const { gitLedger } = await import("../adapters/ledger-git/git-ledger.ts");
      // Who only reads folds nothing.
      const fold: FoldState = async (...asked) => (await import("../core/ledger/fold-state.ts")).foldState(...asked);
      const ports = { git: await this.git(), lock: await this.lock(), clock: await this.clock(), random: await this.random() };
      return gitLedger({ ...ports, fold, remote, apart: this.#ledgerApart });
    });
  }

  /** The ledger as this clone knows it, for who only looks. */
  ledgerHere(): Promise<Pick<LedgerStore, "view">> {
    return this.#once("ledger here", async () => {
      const { ledgerHere } = await import("../adapters/ledger-git/ledger-here.ts");
      const git = await this.git();
      const remote = () =>
        this.#once("ledger remote", async () => {
          const { knownLedgerRemote } = await import("../services/ledger/known-ledger-remote.ts");
          return knownLedgerRemote(git);
        });
      return ledgerHere(git, remote, this.#ledgerApart);
    });
  }

  /** Answers about the ledger as it is here. */
  index(): Promise<LedgerIndex> {
    return this.#once("index", async () => {
      const { sqliteLedgerIndex } = await import("../adapters/sqlite/ledger-index.ts");
      const git = await this.git();
      // An index that is up to date neither takes the lock nor looks at more of the ledger than its tip.
      const lock: Lock = { holding: async (...asked) => (await this.lock()).holding(...asked) };
      const index = sqliteLedgerIndex({ git, ledger: await this.ledgerHere(), lock, clock: systemClock, folder: git.privateFolder });
      this.#closing.push(() => index.close());
      return index;
    });
  }

  /** This process's write-ahead journal. What is in it when the process ends stays, until somebody has brought it into the ledger. */
  journal(): Promise<Journal> {
    return this.#once("journal", async () => {
      const { fileJournal } = await import("../adapters/fs/journal.ts");
      const { sqliteLock } = await import("../adapters/sqlite/lock.ts");
      const folder = join((await this.git()).privateFolder, "journal");
      const clock = await this.clock();
      // By its first letters the oldest comes first.
      const name = () => `${String(clock.now()).padStart(15, "0")}-${systemRandom.hex(6)}`;
      return fileJournal(folder, { clock, lock: sqliteLock(folder, clock), name });
    });
  }

  /** Destinations as the configuration of `source` names them. */
  async openDestination(source: DocumentSource): Promise<OpenDestination> {
    const { openDestination } = await import("../adapters/destinations/open-destination.ts");
    const { openConfig } = await import("../services/open-config.ts");
    const config = await openConfig(source);
    await this.#knowSecrets(config);
    const { blankCredentials } = await import("../core/run/blank-credentials.ts");
    // What receivers say is cut off after some words: before that, since half a credential has no form any more.
    const redact = (text: string) => blankCredentials(this.redact(text));
    const ports = { root: (await this.git()).root, environment: await this.environment(), redact };
    return (name) => openDestination(name, config, ports);
  }

  /** What jobs' inputs come from beside files. */
  inputReader(): Promise<InputReader> {
    const load = () => this.#once("inputs", async () => (await import("../adapters/inputs/input-reader.ts")).processInputReader((await this.git()).root));
    // Most ticks ask nobody: what speaks HTTP is loaded when somebody is asked.
    return Promise.resolve({
      command: async (...asked) => (await load()).command(...asked),
      http: async (...asked) => (await load()).http(...asked),
    });
  }

  heartbeat(): Promise<Heartbeat> {
    return Promise.resolve({ beat: async (...told) => (await import("../adapters/inputs/http-heartbeat.ts")).httpHeartbeat.beat(...told) });
  }

  tickCache(): Promise<TextCache> {
    return this.#once("tickCache", async () => fileTextCache(join((await this.git()).privateFolder, "ticks")));
  }

  releaseCache(): Promise<TextCache> {
    return this.#once("releaseCache", async () => fileTextCache(join((await this.git()).privateFolder, "releases")));
  }

  /** Which machine this is, in records. */
  runnerHost(): string {
    return runnerHost(processEnvironment.get("PROMPTOPS_RUNNER"), hostname());
  }

  async close(): Promise<void> {
    for (const close of this.#closing.splice(0).reverse()) await close();
  }

  /** What destinations need is secret from the first moment on: an answer may hold it long before anything is sent. */
  async #knowSecrets({ destinations = {} }: Pick<Config, "destinations">): Promise<void> {
    const { destinationKindOf } = await import("../core/destinations/registry.ts");
    const environment = await this.environment();
    for (const settings of Object.values(destinations)) for (const name of destinationKindOf(settings).variables?.(settings) ?? []) environment.get(name);
  }

  /** Closed with everything else. */
  #closed<T extends { close(): Promise<void> }>(made: T): T {
    this.#closing.push(() => made.close());
    return made;
  }

  #once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = this.#made.get(name) ?? make();
    this.#made.set(name, made);
    return made as Promise<T>;
  }
}
