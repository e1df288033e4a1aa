import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { promptFile, promptIdsIn } from "../../core/model/document-paths.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GivenFiles } from "../../ports/given-files.ts";
import { loadPrompt } from "../load-prompt.ts";
import { overlaySource } from "../scaffold/overlay-source.ts";
import type { CompareRepository } from "./compare-input.ts";
import type { PromptSide } from "./opened-side.ts";

/** The prompt that a draft is one of, when it lies among that prompt's files; undefined elsewhere. */
export async function promptOfDraft({ workTree, inside }: Pick<CompareRepository, "workTree" | "inside">, path: string): Promise<string | undefined> {
  const place = inside(path);
  if (place === undefined) return undefined;
  return promptIdsIn(await workTree.list("prompts")).findLast((id) => place.startsWith(`prompts/${id}/`));
}

/**
 * The work tree as it would be with the draft as the prompt's document: its partials, suites and files are those of the work tree.
 * @param path From where the user is; what is not there may lie in the prompt's folder.
 * @throws PromptopsError `no-such-file`; `invalid-documents` with the draft's problems, at its own place.
 */
export async function draftSide(files: GivenFiles, workTree: DocumentSource, path: string, prompt: string): Promise<PromptSide> {
  const { place, bytes } = await draftAt(files, workTree, path, prompt);
  const source = { ...overlaySource(workTree, { [promptFile(prompt)]: bytes }), description: place };
  await loadPrompt(source, prompt).catch((error: unknown) => {
    throw atItsPlace(error, promptFile(prompt), place);
  });
  return { opened: "prompt", kind: "draft", name: `${prompt} (${path})`, word: path, prompt, source, model: undefined };
}

async function draftAt(
  files: GivenFiles,
  workTree: DocumentSource,
  path: string,
  prompt: string,
): Promise<{ readonly place: string; readonly bytes: Uint8Array }> {
  try {
    return { place: path, bytes: await files.read(path) };
  } catch (error) {
    const place = `prompts/${prompt}/${path}`;
    const bytes = path.startsWith("/") || path.split("/").includes("..") ? undefined : await workTree.read(place);
    if (bytes === undefined) throw error;
    return { place, bytes };
  }
}

function atItsPlace(error: unknown, documented: string, path: string): unknown {
  if (!(error instanceof PromptopsError) || error.problems.length === 0) return error;
  const problems = error.problems.map((problem) => (problem.file === documented ? { ...problem, file: path } : problem));
  return new PromptopsError(error.code, error.message, { hint: error.hint, problems, cause: error });
}
