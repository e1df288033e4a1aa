import { shellWord } from "../core/shell-word.ts";
import { configFile } from "../core/model/document-paths.ts";
import { gitignoreFile, gitignoreText } from "../core/scaffold/gitignore.ts";
import { schemaFiles } from "../core/scaffold/schema-files.ts";
import { additions, requireStarter, starters, type StarterName } from "../core/scaffold/starters.ts";
import type { InitResult } from "../core/results/init.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { ProjectFolder } from "../ports/project-folder.ts";

/** For a picker and for help. */
export const starterChoices = Object.entries(starters).map(([value, hint]) => ({ value, hint }));

export interface InitDeps {
  readonly folder: ProjectFolder;
  /** The files of a starter. */
  readonly starter: (name: string) => Promise<DocumentSource>;
}

export interface InitInput {
  readonly starter: string;
  /** Write nothing, only say what would be written. */
  readonly dryRun: boolean;
}

/**
 * Makes a folder a prompt repository; of one inside a repository it is the repository's top, where every command looks. Files that are there stay as they are; nothing is committed. One that has a configuration
 * already only gets the schemas it lacks, and what a starter adds to projects: a starter's prompts would not fit somebody else's providers.
 * @throws PromptopsError `unknown-starter`
 */
export async function init({ folder, starter }: InitDeps, input: InitInput): Promise<InitResult> {
  const name = requireStarter(input.starter);
  const found = await folder.repository();
  if (found === undefined && !input.dryRun) await folder.makeRepository();
  const below = found === undefined ? "" : await folder.below(found);
  const files = folder.files(found ?? folder.path);
  const isProject = await files.exists(configFile);
  const first = additions[name];
  const wanted = {
    ...(isProject ? {} : { [gitignoreFile]: gitignoreText, ...(await textsOf(await starter(first ?? name))) }),
    ...(first === undefined ? {} : await textsOf(await starter(name))),
    ...schemaFiles(),
  };

  const created: string[] = [];
  const kept: string[] = isProject ? [configFile] : [];
  for (const [path, text] of Object.entries(wanted).sort(([a], [b]) => writingOrder(a, b))) {
    if (await files.exists(path)) {
      kept.push(path);
      continue;
    }
    if (!input.dryRun) await files.create(path, text);
    created.push(path);
  }
  return {
    folder: found ?? folder.path,
    ...(below === "" ? {} : { called_in: below }),
    repository: found === undefined ? "made" : "found",
    starter: name,
    dry_run: input.dryRun,
    created: created.sort(),
    kept: kept.sort(),
    commit:
      created.length === 0
        ? []
        : [
            ...(below === "" ? [] : [`cd ${shellWord(found ?? folder.path)}`]),
            ...commitCommands(created, isProject ? "Add what promptops init wrote" : "Start with promptops"),
          ],
    next: nextSteps(isProject, name),
  };
}

/** The configuration comes last: a run that is interrupted before it leaves no project, and the next one writes the rest. */
function writingOrder(a: string, b: string): number {
  return Number(a === configFile) - Number(b === configFile) || (a < b ? -1 : 1);
}

async function textsOf(source: DocumentSource): Promise<Record<string, string>> {
  const paths = await source.list("");
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, new TextDecoder().decode(await source.read(path))] as const)));
}

/** The folders and files at the repository's top that hold what was created. */
function commitCommands(created: readonly string[], message: string): string[] {
  const tops = [...new Set(created.map((path) => path.split("/")[0] ?? path))];
  return [`git add ${tops.map(shellWord).join(" ")}`, `git commit -m "${message}"`];
}

function nextSteps(isProject: boolean, name: StarterName): string[] {
  if (!isProject) return ["promptops validate", "promptops eval", ...(name === "scheduled" || name === "digest" ? ["promptops publish team/digest"] : [])];
  if (name === "scheduled") return ["promptops validate", "promptops run-due --dry-run"];
  return name === "ci" ? ["promptops validate", "promptops gate --changed"] : ["promptops new prompt", "promptops validate"];
}
