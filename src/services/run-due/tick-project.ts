import { digestBytes } from "../../core/identity/digest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Problem } from "../../core/errors/problem.ts";
import type { Config } from "../../core/model/config.ts";
import { configFile, jobFile, jobNamesIn } from "../../core/model/document-paths.ts";
import type { Job } from "../../core/model/job.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { TextCache } from "../../ports/text-cache.ts";

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
  readonly cache: TextCache;
  readonly toolVersion: string;
}

/**
 * @param memory What was read and checked before is not read and checked again.
 * @throws PromptopsError `no-commit`, `not-a-project`, `invalid-documents`, `unknown-revision`.
 */
export async function tickProject(git: GitRepo, memory?: ConfigMemory): Promise<TickProject> {
  const head = await git.head();
  const found = head === undefined ? undefined : await rememberedConfig(git.at(head), head, "config", memory);
  // It says best what is wrong with a repository that has no commit, or a configuration that is not in it.
  const { commit: here, config } =
    head === undefined || found === undefined ? await (await import("../release/committed-project.ts")).committedProject(git) : { commit: head, config: found };
  const ref = config.schedules_ref;
  if (ref === undefined) return { commit: here, source: git.at(here), config };
  const commit = await git.resolve(ref);
  if (commit === undefined)
    throw new PromptopsError("unknown-revision", `There is no ${ref}, which \`schedules_ref\` names.`, {
      where: ".promptops.yml",
      hint: "Fetch it, or correct `schedules_ref` in `.promptops.yml`.",
    });
  const source = git.at(commit, `${ref} (${commit.slice(0, 7)})`);
  return { commit, source, config: (await rememberedConfig(source, commit, "schedules-config", memory)) ?? (await configIn(source)) };
}

interface KeptConfig {
  /** Of the file's bytes, and of the program that read them. */
  readonly key: string;
  /** The last commit it was found in, and by which program: nothing has to be read to know it again. */
  readonly commit: string;
  readonly tool: string;
  readonly config: Config;
}

/** Undefined when there is none in that commit. @param name Where it is kept. */
async function rememberedConfig(source: DocumentSource, commit: string, name: string, memory: ConfigMemory | undefined): Promise<Config | undefined> {
  const kept = memory === undefined ? undefined : keptIn(await memory.cache.get(name));
  const tool = memory?.toolVersion ?? "";
  if (kept?.commit === commit && kept.tool === tool) return kept.config;
  const bytes = await source.read(configFile);
  if (bytes === undefined) return undefined;
  const key = digestBytes(`${tool} ${digestBytes(bytes)}`);
  const config = kept?.key === key ? kept.config : await configIn(source);
  await memory?.cache.put(name, JSON.stringify({ key, commit, tool, config } satisfies KeptConfig));
  return config;
}

function keptIn(text: string | undefined): KeptConfig | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as KeptConfig);
  } catch {
    return undefined;
  }
}

/** The configuration alone: a tick that runs nothing looks at no prompt. */
async function configIn(source: DocumentSource): Promise<Config> {
  const { checkConfig } = await import("../documents/check-config.ts");
  const { refuseProblems } = await import("../documents/read-document.ts");
  const { config, problems } = await checkConfig(source, false);
  refuseProblems(source, "configuration", problems);
  if (config === undefined) throw new TypeError("a configuration without problems has a value");
  return config;
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
