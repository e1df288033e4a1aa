import { jobFile } from "../model/document-paths.ts";
import type { Json } from "../model/shape.ts";
import { schemaLine } from "./schema-files.ts";
import { yamlOf } from "./yaml-of.ts";

export interface NewJob {
  readonly name: string;
  readonly prompt: string;
  readonly environment: string;
  readonly inputs: Readonly<Record<string, Json>>;
  /** One of cron and every. */
  readonly cron?: string | undefined;
  readonly every?: string | undefined;
  readonly timezone?: string | undefined;
  readonly destinations?: readonly string[] | undefined;
}

/** A job that says when which prompt is asked what. Path → text. */
export function jobScaffold({ name, prompt, environment, cron, every, timezone, inputs, destinations }: NewJob): Record<string, string> {
  const file = jobFile(name);
  const job = {
    prompt,
    environment,
    ...(cron === undefined ? {} : { cron, timezone: timezone ?? "UTC" }),
    ...(every === undefined ? {} : { every, ...(timezone !== undefined && { timezone }) }),
    ...(Object.keys(inputs).length > 0 && { inputs }),
    ...(destinations !== undefined && { destinations }),
  };
  return { [file]: `${schemaLine("job", file)}schema_version: 1\n${yamlOf(job)}` };
}
