import { PromptopsError } from "../core/errors/promptops-error.ts";
import { taskClasses, type Manifest } from "../core/model/manifest.ts";
import type { NewResult } from "../core/results/new.ts";
import { promptScaffold } from "../core/scaffold/prompt-scaffold.ts";
import { requireModel } from "../core/scaffold/require-model.ts";
import { requirePromptId } from "../core/scaffold/require-prompt-id.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import type { WorkFiles } from "../ports/work-files.ts";
import { checkPrompt } from "./documents/check-prompt.ts";
import { readPartials } from "./documents/read-partials.ts";
import { openConfig } from "./open-config.ts";
import { overlaySource } from "./scaffold/overlay-source.ts";
import { refuseAnswers } from "./scaffold/refuse-answers.ts";
import { writeNew } from "./scaffold/write-new.ts";

export interface NewDeps {
  readonly source: DocumentSource;
  readonly files: WorkFiles;
}

export interface NewPromptInput {
  readonly id: string;
  /** `provider/name` */
  readonly model: string;
  readonly scope?: string | undefined;
  readonly taskClass?: Manifest["task_class"] | undefined;
  /** Default: who git says is working. */
  readonly owner?: string | undefined;
}

export { requireModel, requirePromptId, taskClasses };

/** Writes a prompt, its manifest and a first suite. @throws PromptopsError `invalid-id`, `already-exists`, `missing-answer`, `invalid-flag`. */
export async function newPrompt({ source, files, git }: NewDeps & { readonly git: GitRepo }, input: NewPromptInput): Promise<NewResult> {
  const id = requirePromptId(input.id);
  const config = await openConfig(source);
  const owner = input.owner ?? (await git.identity())?.email;
  if (owner === undefined)
    throw new PromptopsError("missing-answer", "Nobody is said to own the prompt, and git knows nobody.", { hint: "Give `--owner you@example.com`." });
  const texts = promptScaffold({
    id,
    model: input.model,
    scope: input.scope ?? `To be written: what ${id} is for, and what not.`,
    taskClass: input.taskClass ?? "other",
    owner,
  });

  const after = overlaySource(source, texts);
  const checked = await checkPrompt(id, {
    source: after,
    files: await after.list(`prompts/${id}`),
    partials: await readPartials(source),
    providers: config.providers,
    environments: Object.keys(config.environments ?? {}),
  });
  refuseAnswers(checked?.problems ?? [], { "model.id": "--model", owners: "--owner", scope: "--scope" });
  return { created: await writeNew(files, texts), next: ["promptops validate", `promptops eval ${id}`] };
}
