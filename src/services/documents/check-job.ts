import type { Problem } from "../../core/errors/problem.ts";
import type { Config } from "../../core/model/config.ts";
import { jobFile } from "../../core/model/document-paths.ts";
import { problemsOf } from "../../core/model/parse-document.ts";
import { breachesOf } from "../../core/model/rules/rule.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { readDocument } from "./read-document.ts";

/** Everything wrong with one job. @param config Undefined when it is wrong itself: then names from it are not checked. */
export async function checkJob(source: DocumentSource, job: string, prompts: readonly string[], config: Config | undefined): Promise<readonly Problem[]> {
  const parsed = await readDocument(source, "job", jobFile(job));
  if (parsed?.value === undefined) return parsed?.problems ?? [];
  const { jobRules } = await import("../../core/model/rules/job-rules.ts");
  const environments = config && Object.keys(config.environments ?? {});
  const destinations = config && Object.keys(config.destinations ?? {});
  return problemsOf(parsed.file, breachesOf(jobRules, parsed.value, { prompts, environments, destinations }), parsed);
}
