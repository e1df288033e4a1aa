import { PromptopsError } from "../core/errors/promptops-error.ts";
import { cronBreaches } from "../core/model/rules/job-rules.ts";
import type { NewResult } from "../core/results/new.ts";
import { exampleInputs } from "../core/scaffold/example-value.ts";
import { jobScaffold, type NewJob } from "../core/scaffold/job-scaffold.ts";
import { requireName } from "../core/scaffold/require-prompt-id.ts";
import { checkJob } from "./documents/check-job.ts";
import { loadPrompt } from "./load-prompt.ts";
import type { NewDeps } from "./new-prompt.ts";
import { missingExample } from "./new-suite.ts";
import { openProject } from "./open-project.ts";
import { overlaySource } from "./scaffold/overlay-source.ts";
import { refuseAnswers } from "./scaffold/refuse-answers.ts";
import { writeNew } from "./scaffold/write-new.ts";

export type NewJobInput = Omit<NewJob, "inputs">;

/** @throws PromptopsError `invalid-flag` */
export function requireCron(text: string): string {
  const [breach] = cronBreaches(text);
  if (breach === undefined) return text;
  throw new PromptopsError("invalid-flag", breach.message, { where: "--cron", ...(breach.hint !== undefined && { hint: breach.hint }) });
}

export const requireJobName = (name: string): string => requireName("job", name);

/** Writes a job, its inputs made up from the prompt's variables. @throws PromptopsError `unknown-prompt`, `invalid-id`, `already-exists`, `invalid-flag`, `missing-example`. */
export async function newJob({ source, files }: NewDeps, input: NewJobInput): Promise<NewResult> {
  requireJobName(input.name);
  const { config, promptIds } = await openProject(source);
  const { resolved } = await loadPrompt(source, input.prompt);
  const { inputs, unknown } = exampleInputs(resolved.prompt.variables ?? {});
  if (unknown[0] !== undefined) throw missingExample(input.prompt, unknown[0]);
  const texts = jobScaffold({ ...input, inputs });
  const flags = { environment: "--environment", cron: "--cron", every: "--every", timezone: "--timezone", destinations: "--destination" };
  refuseAnswers(await checkJob(overlaySource(source, texts), input.name, promptIds, config), flags);
  return { created: await writeNew(files, texts), next: ["promptops validate"] };
}
