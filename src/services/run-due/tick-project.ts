import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Problem } from "../../core/errors/problem.ts";
import type { Config } from "../../core/model/config.ts";
import { configFile, jobFile, jobNamesIn } from "../../core/model/document-paths.ts";
import type { Job } from "../../core/model/job.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { TickCache } from "../../ports/tick-cache.ts";

/** What a tick acts on: configuration and schedules of one commit, never of the work tree. */
export interface TickProject {
  readonly commit: string;
  readonly source: DocumentSource;
  readonly config: Config;
}

export interface Schedules {
  /** By name, sorted. */
  readonly jobs: ReadonlyMap<string, Job>;
  /** Jobs that cannot be read: the others go on without them. */
  readonly broken: ReadonlyMap<string, readonly Problem[]>;
}

/** Where a configuration is kept that was read and checked before, and by which program. */
export interface ConfigMemory {
  readonly cache: TickCache;
  readonly toolVersion: string;
}

/** @throws PromptopsError `no-commit`, `not-a-project`, `invalid-documents`, `unknown-revision`. */
export async function tickProject(git: GitRepo, memory?: ConfigMemory): Promise<TickProject> {
  const here = await headProject(git, memory);
  const ref = here.config.schedules_ref;
  if (ref === undefined) return { commit: here.commit, source: here.source, config: here.config };
  const commit = await git.resolve(ref);
  if (commit === undefined)
    throw new PromptopsError("unknown-revision", `There is no ${ref}, which \`schedules_ref\` names.`, {
      where: ".promptops.yml",
      hint: "Fetch it, or correct `schedules_ref` in `.promptops.yml`.",
    });
  const { openProject } = await import("../open-project.ts");
  const source = git.at(commit, `${ref} (${commit.slice(0, 7)})`);
  const { config } = await openProject(source);
  return { commit, source, config };
}

/** The project of the checked-out commit; a configuration that is the same as before is not read again. */
async function headProject(git: GitRepo, memory: ConfigMemory | undefined): Promise<TickProject> {
  const commit = memory === undefined ? undefined : await git.head();
  const id = commit === undefined ? undefined : await git.idAt(commit, configFile);
  const committed = async () => (await import("../release/committed-project.ts")).committedProject(git);
  if (memory === undefined || commit === undefined || id === undefined) return committed();
  const key = `${memory.toolVersion} ${id}`;
  const kept = parsed(await memory.cache.get("config"));
  if (kept?.key === key) return { commit, source: git.at(commit), config: kept.config };
  const read = await committed();
  if (read.commit === commit) await memory.cache.put("config", JSON.stringify({ key, config: read.config }));
  return read;
}

function parsed(text: string | undefined): { readonly key: string; readonly config: Config } | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as { readonly key: string; readonly config: Config });
  } catch {
    return undefined;
  }
}

/** All schedules of a project. What they say is checked by itself: whether their prompts exist is seen when they are due. */
export async function readSchedules({ source, config }: TickProject): Promise<Schedules> {
  const names = jobNamesIn(await source.list("schedules"));
  const { jobRules } = await import("../../core/model/rules/job-rules.ts");
  const { problemsOf } = await import("../../core/model/parse-document.ts");
  const { breachesOf } = await import("../../core/model/rules/rule.ts");
  const { readDocument } = await import("../documents/read-document.ts");
  const jobs = new Map<string, Job>();
  const broken = new Map<string, readonly Problem[]>();
  const known = { environments: Object.keys(config.environments ?? {}), destinations: Object.keys(config.destinations ?? {}) };
  for (const name of names) {
    const parsed = await readDocument(source, "job", jobFile(name));
    if (parsed === undefined) continue;
    const { value } = parsed;
    const problems =
      value === undefined ? parsed.problems : problemsOf(parsed.file, breachesOf(jobRules, value, { prompts: [value.prompt], ...known }), parsed);
    if (value === undefined || problems.length > 0) broken.set(name, problems);
    else jobs.set(name, value);
  }
  return { jobs, broken };
}
