import type { Problem } from "../../core/errors/problem.ts";
import { declaredVariables, inputFits, missingInputs, namesVariable } from "../../core/cases/check-inputs.ts";
import type { Breach } from "../../core/model/breach.ts";
import type { Config } from "../../core/model/config.ts";
import { jobFile, promptFile } from "../../core/model/document-paths.ts";
import type { Job } from "../../core/model/job.ts";
import { problemsOf } from "../../core/model/parse-document.ts";
import { breachesOf } from "../../core/model/rules/rule.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { readDocument } from "./read-document.ts";

/** Everything wrong with one job; its inputs are compared with the prompt as it is now. @param config Undefined when it is wrong itself: then names from it are not checked. */
export async function checkJob(source: DocumentSource, job: string, prompts: readonly string[], config: Config | undefined): Promise<readonly Problem[]> {
  const parsed = await readDocument(source, "job", jobFile(job));
  if (parsed?.value === undefined) return parsed?.problems ?? [];
  const { jobRules } = await import("../../core/model/rules/job-rules.ts");
  const environments = config && Object.keys(config.environments ?? {});
  const destinations = config && Object.keys(config.destinations ?? {});
  const rules = breachesOf(jobRules, parsed.value, { prompts, environments, destinations });
  return problemsOf(parsed.file, [...rules, ...(await inputBreaches(source, parsed.value, prompts))], parsed);
}

/** A job that runs one version for good keeps that version's inputs, whatever became of the prompt since. */
async function inputBreaches(
  source: DocumentSource,
  { prompt, version, inputs = {}, inputs_from: sources = {} }: Job,
  prompts: readonly string[],
): Promise<Breach[]> {
  const current = version === undefined && prompts.includes(prompt) ? await readDocument(source, "prompt", promptFile(prompt)) : undefined;
  if (current?.value === undefined) return [];
  const variables = declaredVariables(current.value);
  return [
    ...Object.entries(inputs).flatMap(([name, value]) => [...inputFits(variables, name, value, ["inputs", name])]),
    ...Object.keys(sources).flatMap((name) => [...namesVariable(variables, name, ["inputs_from", name])]),
    ...missingInputs(variables, (name) => Object.hasOwn(inputs, name) || Object.hasOwn(sources, name), "job"),
  ];
}
