import { idPattern, namePattern } from "./patterns.ts";

/** Where each kind of document lives in a repository. Paths are repository-relative POSIX. */
export const configFile = ".promptops.yml";
export const promptFile = (id: string): string => `prompts/${id}/prompt.yml`;
export const manifestFile = (id: string): string => `prompts/${id}/manifest.yml`;
export const suiteFile = (id: string, suite: string): string => `prompts/${id}/evals/${suite}.yml`;
export const jobFile = (job: string): string => `schedules/${job}.yml`;
export const judgeFile = (judge: string): string => `judges/${judge}.yml`;
export const partialFile = (name: string): string => `partials/${name}.liquid`;

/** Words that commands use where an id could stand. */
const reservedIds = new Set(["list", "show", "merge"]);
const id = new RegExp(idPattern);
const name = new RegExp(namePattern);

/** Why a text cannot be a prompt's id, as the end of a sentence; undefined when it can. */
export function badPromptId(text: string): string | undefined {
  if (!id.test(text)) return "ids are lower-case letters, digits and hyphens, with `/` between at most five segments";
  if (text.split("/").includes("evals")) return "the segment `evals` is reserved for suites";
  if (reservedIds.has(text)) return `\`${text}\` is reserved for commands`;
  return undefined;
}

/** A name of one segment: suite, job, judge, environment, provider, destination. */
export const isName = (text: string): boolean => name.test(text);

/** Ids of the prompts among `files`, sorted; folders whose name can be no id are left out. */
export function promptIdsIn(files: readonly string[]): string[] {
  return files
    .flatMap((file) => {
      const found = /^prompts\/(.+)\/prompt\.yml$/.exec(file)?.[1];
      return found === undefined || badPromptId(found) !== undefined ? [] : [found];
    })
    .sort();
}

/** Each prompt's own files among `files`: a file belongs to the innermost prompt around it. */
export function filesByPrompt(files: readonly string[]): Map<string, string[]> {
  const byPrompt = new Map<string, string[]>(promptIdsIn(files).map((id) => [id, []]));
  for (const file of files) {
    const segments = file.split("/").slice(1, -1);
    while (segments.length > 0 && !byPrompt.has(segments.join("/"))) segments.pop();
    byPrompt.get(segments.join("/"))?.push(file);
  }
  return byPrompt;
}

/** True for a prompt's folder, its two files, and everything among its suites. Prompts further down have their own. */
export function isOwnDocument(promptId: string, path: string): boolean {
  const evals = `prompts/${promptId}/evals`;
  return [`prompts/${promptId}`, promptFile(promptId), manifestFile(promptId), evals].includes(path) || path.startsWith(`${evals}/`);
}

/** Names of a prompt's suites among `files`, sorted. */
export function suiteNamesIn(files: readonly string[], promptId: string): string[] {
  return namesIn(files, `prompts/${promptId}/evals/`, ".yml").filter(isName);
}

/** Is it where suites lie? They are never data. */
export function isSuiteFile(file: string): boolean {
  return /^prompts\/.+\/evals\/[^/]+\.yml$/.test(file);
}

/** Names of the jobs among `files`, sorted. */
export function jobNamesIn(files: readonly string[]): string[] {
  return namesIn(files, "schedules/", ".yml").filter(isName);
}

/** Names of the judges among `files`, sorted. */
export function judgeNamesIn(files: readonly string[]): string[] {
  return namesIn(files, "judges/", ".yml").filter(isName);
}

/** Names of the partials among `files`, sorted; they may have folders. */
export function partialNamesIn(files: readonly string[]): string[] {
  return files.flatMap((file) => (file.startsWith("partials/") && file.endsWith(".liquid") ? [file.slice("partials/".length, -".liquid".length)] : [])).sort();
}

function namesIn(files: readonly string[], folder: string, ending: string): string[] {
  return files
    .flatMap((file) => (file.startsWith(folder) && file.endsWith(ending) ? [file.slice(folder.length, -ending.length)] : []))
    .filter((found) => !found.includes("/"))
    .sort();
}
