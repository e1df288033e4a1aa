import type { Config } from "../core/model/config.ts";
import { promptIdsIn } from "../core/model/document-paths.ts";
import { notAFile } from "../core/model/not-a-file.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import { openConfig } from "./open-config.ts";

/** A prompt repository in one state. */
export interface Project {
  readonly config: Config;
  /** Sorted. */
  readonly promptIds: readonly string[];
  /** All files below `prompts/`. */
  readonly promptFiles: readonly string[];
  readonly source: DocumentSource;
}

/** Reads the configuration and finds the prompts, without reading them. @throws PromptopsError `not-a-project`, `invalid-documents`. */
export async function openProject(source: DocumentSource): Promise<Project> {
  const [config, files, nonFiles] = await Promise.all([openConfig(source), source.list("prompts"), source.nonFiles("prompts")]);
  // Prompts behind links count: reading one says what is wrong, and nothing passes over them.
  const linked = notAFile(nonFiles).flatMap(({ file }) => [file, `${file}/prompt.yml`]);
  return { config, promptIds: promptIdsIn([...files, ...linked]), promptFiles: files, source };
}
