import type { Config } from "../core/model/config.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import { checkConfig } from "./documents/check-config.ts";
import { refuseProblems } from "./documents/read-document.ts";

/** The configuration of one state of a repository; how many prompts there are does not matter. @throws PromptopsError `not-a-project`, `invalid-documents`. */
export async function openConfig(source: DocumentSource): Promise<Config> {
  const { config, problems } = await checkConfig(source, false);
  refuseProblems(source, "configuration", problems);
  if (config === undefined) throw new TypeError("a configuration without problems has a value");
  return config;
}
