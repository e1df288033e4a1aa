import pLimit from "p-limit";
import { nearest } from "../../core/errors/nearest.ts";
import { compareProblems, type Problem } from "../../core/errors/problem.ts";
import { askedByDefault } from "../../core/eval/asked-by-default.ts";
import { withUsualHint } from "../../core/errors/usual-hints.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { promptHint } from "../../core/errors/prompt-hint.ts";
import { configFile, filesByPrompt, jobFile, jobNamesIn, judgeFile, partialFile, promptIdsIn, suiteNamesIn } from "../../core/model/document-paths.ts";
import { misplacedFiles } from "../../core/model/misplaced-files.ts";
import { notAFile } from "../../core/model/not-a-file.ts";
import type { AcceptedInPrompt } from "../../core/results/validate.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { checkConfig } from "./check-config.ts";
import { checkJob } from "./check-job.ts";
import { lookAtPartials } from "./look-at-partials.ts";
import { lookAtPrompt, type Looked, type SoundPrompt } from "./look-at-prompt.ts";
import { readJudges, type Judges } from "./read-judges.ts";
import { readPartials } from "./read-partials.ts";

export interface LookedAtDocuments {
  /** How many were looked at. */
  readonly files: number;
  readonly problems: readonly Problem[];
  /** Those of them that are more than a validator's word against a prompt: such documents cannot be used. */
  readonly broken: readonly Problem[];
  readonly accepted: readonly AcceptedInPrompt[];
  readonly warnings: readonly Problem[];
  /** Prompts among them whose documents are right. */
  readonly prompts: readonly SoundPrompt[];
  readonly judges: Judges;
  /** Scorers that the suites among them name. */
  readonly scripts: readonly string[];
}

/** Where somebody wants to be looked. */
export interface AskedPath {
  /** Repository-relative; `""` is everything. */
  readonly path: string;
  /** The word itself, which may be the id of a prompt or of a folder of prompts. */
  readonly typed?: string;
}

/** Prompts and jobs read at the same time. */
const atOnce = 16;

/**
 * Everything wrong with the repository's documents, all at once. The configuration and the prompts of chosen suites are always
 * looked at, because the rest means nothing without them; a partial concerns every prompt.
 * @param paths Repository-relative files and folders, or prompts' ids; everything when empty.
 * @param promptsIn The only folder with prompts that matters: who asks about one of a thousand does not look for the others.
 * @throws PromptopsError `not-a-project`, `nothing-to-validate`.
 */
export async function lookAtDocuments(source: DocumentSource, paths: readonly AskedPath[], promptsIn = "prompts"): Promise<LookedAtDocuments> {
  const listed = source.list(promptsIn);
  const suites = promptsIn === "prompts" ? listed.then(suitesByPrompt) : undefined;
  const [checked, prompts, schedules, judgeFiles, promptNonFiles, scheduleNonFiles, partials, judges] = await Promise.all([
    checkConfig(source, true, suites),
    listed,
    source.list("schedules"),
    source.list("judges"),
    source.nonFiles(promptsIn),
    source.nonFiles("schedules"),
    readPartials(source),
    readJudges(source),
  ]);
  const { config } = checked;
  const partialFiles = [...Object.keys(partials.texts).map(partialFile), ...partials.problems.map(({ file }) => file)];
  const unreadable = notAFile([...promptNonFiles, ...scheduleNonFiles]);
  const ofJudges = [...judgeFiles, ...judges.problems.map(({ file }) => file)];
  const isNamed = chosen(paths, [
    configFile,
    ...checked.providerFiles,
    ...prompts,
    ...schedules,
    ...partialFiles,
    ...ofJudges,
    ...unreadable.map(({ file }) => file),
  ]);
  const everyPrompt = partialFiles.some(isNamed);
  const isChosen = (file: string) => isNamed(file) || (everyPrompt && file.startsWith("prompts/"));

  const byPrompt = filesByPrompt(prompts);
  const ids = [...byPrompt.keys()];
  const jobs = jobNamesIn(schedules).filter((job) => isChosen(jobFile(job)));
  const names = {
    providers: config?.providers,
    environments: config && Object.keys(config.environments ?? {}),
    askedByDefault: config && askedByDefault(config),
    judges,
  };
  const limit = pLimit(atOnce);
  const [lookedAtPrompts, lookedAtJobs] = await Promise.all([
    Promise.all(
      [...byPrompt].filter(([, files]) => files.some(isChosen)).map(([id, files]) => limit(lookAtPrompt, id, { source, files, partials, ...names }, isChosen)),
    ),
    Promise.all(jobs.map((job) => limit(async () => ({ files: [jobFile(job)], problems: await checkJob(source, job, ids, config) })))),
  ]);

  const looked: Looked[] = [
    { files: [configFile, ...checked.providerFiles], problems: checked.problems, warnings: checked.warnings },
    ...lookedAtPrompts.flat(),
    ...lookedAtJobs,
  ];
  if (everyPrompt) looked.push(lookAtPartials(partials, new Set(looked.flatMap(({ partials: reached = [] }) => reached))));
  looked.push({ files: judges.names.map(judgeFile).filter(isChosen), problems: judges.problems.filter(({ file }) => isChosen(file)) });
  const links = unreadable.filter(({ file }) => isChosen(file));
  looked.push({ files: links.map(({ file }) => file), problems: links });
  const datasets = new Set(looked.flatMap((each) => each.datasets ?? []));
  const misplaced = misplacedFiles([...prompts, ...schedules, ...judgeFiles], datasets).filter(({ file }) => isChosen(file));
  looked.push({ files: misplaced.map(({ file }) => file), problems: misplaced });
  const broken = looked.flatMap(({ problems }) => problems);
  return {
    files: new Set(looked.flatMap(({ files }) => files)).size,
    problems: distinct([...broken, ...looked.flatMap(({ found = [] }) => found)]),
    broken: distinct(broken),
    accepted: looked.flatMap(({ accepted = [] }) => accepted),
    warnings: distinct(looked.flatMap(({ warnings = [] }) => warnings)),
    prompts: looked.flatMap(({ sound }) => sound ?? []),
    judges,
    scripts: [...new Set(looked.flatMap(({ scripts = [] }) => scripts))].sort(),
  };
}

function suitesByPrompt(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return new Map([...filesByPrompt(files)].map(([id, own]) => [id, suiteNamesIn(own, id)]));
}

/** @throws PromptopsError `nothing-to-validate` when a path stands for no file, and is no prompt's id either. */
function chosen(paths: readonly AskedPath[], files: readonly string[]): (file: string) => boolean {
  const covers = (path: string, file: string) => path === "" || file === path || file.startsWith(`${path}/`);
  const places = paths.map(({ path, typed = path }) => {
    const found = [path, `prompts/${typed}`].map((place) => place.replace(/(?:\/+\*{0,2})+$/, "")).find((place) => files.some((file) => covers(place, file)));
    if (found !== undefined) return found;
    const near = nearest(path, files) ?? promptHint(typed, promptIdsIn(files));
    throw new PromptopsError("nothing-to-validate", `No document of this repository is at ${path}.`, {
      where: path,
      ...(near === undefined ? {} : { hint: near.includes("`") ? near : `Did you mean ${near}?` }),
    });
  });
  return (file) => places.length === 0 || places.some((place) => covers(place, file));
}

/** Sorted, and said once: prompts that share a partial all report what is wrong with it. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()].sort(compareProblems).map(withUsualHint);
}
