import { cp } from "node:fs/promises";
import { fileEvaluationStore } from "../../src/adapters/fs/evaluation-store.ts";
import { workTreeSource } from "../../src/adapters/fs/work-tree-source.ts";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { openProvider } from "../../src/adapters/providers/open-provider.ts";
import { systemRandom } from "../../src/adapters/random.ts";
import { sqliteLock } from "../../src/adapters/sqlite/lock.ts";
import type { GitRepo } from "../../src/ports/git-repo.ts";
import type { DocumentSource } from "../../src/ports/document-source.ts";
import type { ModelRequest } from "../../src/core/model-call/request.ts";
import { openProject } from "../../src/services/open-project.ts";
import type { GateDeps, ReleaseDeps } from "../../src/services/release/release-deps.ts";
import { noCommands, noWebhooks } from "./evaluation-lab.ts";
import { impatientClock } from "./fake-clock.ts";
import { tempFolder } from "./temp-folder.ts";
import { tempRepo, tempRepoAt, type TempRepo } from "./temp-repo.ts";

export const start = Date.UTC(2026, 10, 20, 9);

const config = `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  staging: {}
  production: { promotes_from: staging }
release: { target: staging }
`;

/** A prompt whose text says how well its scripted model answers. @param cases With 60 the gate can tell; with few it cannot. */
export function promptFiles({ quality = "good", cases = 60, id = "billing/summarize", variables = "item: { type: integer }", more = "" } = {}): Record<
  string,
  string
> {
  return {
    [`prompts/${id}/prompt.yml`]: `schema_version: 1
variables:
  ${variables}
messages:
  - role: user
    content: "Quality ${quality}. Number {{ item }}. ${more}"
model: { id: demo/small }
`,
    [`prompts/${id}/evals/core.yml`]: `schema_version: 1
cases:
  - id: number
    matrix: { item: [${Array.from({ length: cases }, (_, at) => at + 1).join(", ")}] }
    assertions:
      - { type: equals, value: "ok" }
`,
  };
}

const rules = `schema_version: 1
rules:
  - { match: { user: quality bad }, answer: wrong }
  - { match: { user: quality broken }, error: { kind: bad-request } }
  - { answer: ok }
`;

export type Deps = ReleaseDeps & GateDeps & { readonly workTree: DocumentSource; readonly git: GitRepo; readonly calls: readonly ModelRequest[] };

export interface ReleaseProject {
  readonly temp: TempRepo;
  /** Everything services need, on the repository as it is now; `calls` lists what the model was asked. Time stands `later` ms after `start`. */
  deps(later?: number): Promise<Deps>;
}

/** A project with one prompt, committed. */
export async function releaseProject(files: Readonly<Record<string, string>> = promptFiles()): Promise<ReleaseProject> {
  const temp = await tempRepo();
  await temp.commit({ ".promptops.yml": config, "rules.yml": rules, ...files });
  return projectIn(temp);
}

/** The same project from a second clone. */
export async function clonedProject({ temp }: ReleaseProject): Promise<ReleaseProject> {
  return projectIn(await temp.clone());
}

export interface SharedProject {
  readonly mine: ReleaseProject;
  readonly theirs: ReleaseProject;
  /** The remote of both. */
  readonly bare: string;
}

/** The same project elsewhere: much faster than making it anew. */
export async function copyOfProject({ temp }: ReleaseProject): Promise<ReleaseProject> {
  return projectIn(tempRepoAt(await copyOf(temp.root)));
}

/** The same two clones and their remote elsewhere: much faster than making them anew. */
export async function copiesOf({ mine, theirs, bare }: SharedProject): Promise<SharedProject> {
  const copy = await copyOf(bare);
  const clones = await Promise.all(
    [mine, theirs].map(async ({ temp }) => {
      const clone = tempRepoAt(await copyOf(temp.root));
      await clone.git("remote", "set-url", "origin", copy);
      return projectIn(clone);
    }),
  );
  return { mine: clones[0] as ReleaseProject, theirs: clones[1] as ReleaseProject, bare: copy };
}

async function copyOf(folder: string): Promise<string> {
  const copy = tempFolder();
  await cp(folder, copy, { recursive: true });
  return copy;
}

/** A project in a repository that is there already. */
export function projectIn(temp: TempRepo): ReleaseProject {
  return { temp, deps: (later) => depsOf(temp.root, later) };
}

async function depsOf(root: string, later = 0): Promise<Deps> {
  const git = await openGitRepo(root);
  const clock = impatientClock(start + later);
  const calls: ModelRequest[] = [];
  return {
    git,
    clock,
    random: systemRandom,
    lock: sqliteLock(git.privateFolder, clock),
    workTree: workTreeSource(root),
    evaluations: fileEvaluationStore(git.privateFolder),
    scorers: { run: () => Promise.reject(new Error("no scorers here")), close: () => Promise.resolve() },
    commands: noCommands,
    webhooks: noWebhooks,
    toolVersion: "0.1.0",
    calls,
    async openProviders(source) {
      const { config: project } = await openProject(source);
      return async (name) => {
        const provider = await openProvider(name, project, { source, clock, random: systemRandom, environment: { get: () => undefined } });
        return {
          ...provider,
          call(request, options) {
            calls.push(request);
            return provider.call(request, options);
          },
        };
      };
    },
  };
}

/** Every ref of a repository, one per line. */
export async function refsOf({ temp }: ReleaseProject): Promise<string> {
  return temp.git("for-each-ref", "--format=%(refname) %(objectname)");
}
