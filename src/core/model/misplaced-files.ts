import { nearest } from "../errors/nearest.ts";
import type { Problem } from "../errors/problem.ts";
import { badPromptId, isName } from "./document-paths.ts";

/**
 * Files that nobody would ever read, because their name is not quite the one that is looked for.
 * @param files All files below `prompts/`, `schedules/` and `judges/`. @param datasets Those that suites read as data.
 */
export function misplacedFiles(files: readonly string[], datasets: ReadonlySet<string>): Problem[] {
  const prompts = promptFolders(files);
  const yaml = files.filter((file) => /\.ya?ml$/i.test(file) && !datasets.has(file));
  const found = yaml.flatMap((file) => misplaced(file, prompts));
  const named = new Set(found.map(({ file }) => folderOf(file)));
  return [...found, ...orphans(yaml, prompts, named)];
}

/** Manifests and suites that no prompt stands beside: whoever evaluates everything would pass over them. @param files All files below `prompts/`. */
export function promptlessFiles(files: readonly string[]): Problem[] {
  return orphans(files, promptFolders(files), new Set());
}

function promptFolders(files: readonly string[]): ReadonlySet<string> {
  return new Set(files.flatMap((file) => (/^prompts\/.*prompt\.yml$/.test(file) && file.endsWith("/prompt.yml") ? [folderOf(file)] : [])));
}

function misplaced(file: string, prompts: ReadonlySet<string>): Problem[] {
  if (file.startsWith("schedules/")) return misplacedAlone(file, "schedules/", "job");
  return file.startsWith("judges/") ? misplacedAlone(file, "judges/", "judge") : misplacedInPrompts(file, prompts);
}

/** Of a folder whose files stand side by side. */
function misplacedAlone(file: string, folder: string, what: string): Problem[] {
  if (file.slice(folder.length).includes("/"))
    return [{ rule: "unknown-file", file, message: `${what[0]?.toUpperCase()}${what.slice(1)}s lie directly in \`${folder}\`.`, hint: "Move the file up." }];
  return ending(file) ?? badName(file, what);
}

function misplacedInPrompts(file: string, prompts: ReadonlySet<string>): Problem[] {
  const folder = folderOf(file);
  const name = file.slice(folder.length + 1);
  if (prompts.has(folderOf(folder)) && folder.endsWith("/evals")) return ending(file) ?? badName(file, "suite");
  if (folder.split("/").includes("evals")) return [];
  if (name === "prompt.yml") {
    const bad = folder === "prompts" ? "a prompt has a folder of its own" : badPromptId(folder.slice("prompts/".length));
    return bad === undefined ? [] : [{ rule: "invalid-id", file, message: `This folder's name can be no prompt id: ${bad}.`, hint: "Rename the folder." }];
  }
  if (name === "manifest.yml") return [];
  const meant = nearest(name, ["prompt.yml", "manifest.yml", "prompt.yaml", "manifest.yaml"])?.replace(/yaml$/, "yml");
  if (meant !== undefined) return [{ rule: "unknown-file", file, message: `\`${name}\` is not read.`, hint: `Did you mean \`${meant}\`?` }];
  const last = folder.slice(folder.lastIndexOf("/") + 1);
  const inEvals = prompts.has(folderOf(folder)) && !prompts.has(folder) && nearest(last, ["evals"]) !== undefined;
  return inEvals ? [{ rule: "unknown-file", file, message: `Suites in \`${last}/\` are not read.`, hint: "Did you mean `evals/`?" }] : [];
}

/** Manifests and suites without their prompt. @param named Folders that already have a problem which explains it. */
function orphans(yaml: readonly string[], prompts: ReadonlySet<string>, named: ReadonlySet<string>): Problem[] {
  const folders = new Map<string, string>();
  for (const file of yaml) {
    const folder = /^(prompts\/.+?)\/(?:manifest\.yml|evals\/[^/]+\.yml)$/.exec(file)?.[1];
    if (folder !== undefined && !folders.has(folder)) folders.set(folder, file);
  }
  return [...folders].flatMap(([folder, file]) =>
    prompts.has(folder) || named.has(folder)
      ? []
      : [{ rule: "missing-file", file, message: `\`${folder}\` has no \`prompt.yml\`.`, hint: "Write the prompt, or remove the folder." }],
  );
}

function ending(file: string): Problem[] | undefined {
  return file.endsWith(".yml")
    ? undefined
    : [{ rule: "unknown-file", file, message: "A file with this ending is not read here.", hint: "Rename it to `.yml`." }];
}

function badName(file: string, what: string): Problem[] {
  const name = file.slice(file.lastIndexOf("/") + 1, -".yml".length);
  return isName(name)
    ? []
    : [{ rule: "invalid-name", file, message: `\`${name}\` is no name for a ${what}.`, hint: "Names are lower-case letters, digits and hyphens." }];
}

function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf("/")));
}
