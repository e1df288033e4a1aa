import type { Config } from "../../core/model/config.ts";
import type { Problem } from "../../core/errors/problem.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { configFile } from "../../core/model/document-paths.ts";
import { compileScript } from "../../core/model-call/compile-script.ts";
import { parseDocument, problemsOf, type ParsedDocument } from "../../core/model/parse-document.ts";
import { configRules } from "../../core/model/rules/config-rules.ts";
import { policyRules, policyWarnings } from "../../core/model/rules/policy-rules.ts";
import { breachesOf } from "../../core/model/rules/rule.ts";
import { scriptRules } from "../../core/model/rules/script-rules.ts";
import type { ProviderFile } from "../../core/providers/kind.ts";
import { providerBreaches, providerFiles } from "../../core/providers/registry.ts";
import { readRecording } from "../../core/recordings/read-recording.ts";
import type { Script } from "../../core/model/script.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { readDocument } from "./read-document.ts";

export interface CheckedConfig {
  /** Undefined when its shape is wrong. */
  readonly config: Config | undefined;
  readonly problems: readonly Problem[];
  /** What may be meant so. */
  readonly warnings: readonly Problem[];
  /** Files that its providers read, as far as they are there. */
  readonly providerFiles: readonly string[];
}

/**
 * The configuration and what is wrong with it.
 * @param deep Look into the files it names too, and at policies that lead nowhere: of one that is old, only the rest has to be right.
 * @param suites Names of the suites of every prompt; absent when nobody looked at all of them.
 * @throws PromptopsError `not-a-project`
 */
export async function checkConfig(
  source: DocumentSource,
  deep: boolean,
  suites?: Promise<ReadonlyMap<string, readonly string[]> | undefined>,
): Promise<CheckedConfig> {
  const parsed = await readDocument(source, "config", configFile);
  if (parsed === undefined) throw await notAProject(source);
  if (parsed.value === undefined) return { config: undefined, problems: parsed.problems, warnings: [], providerFiles: [] };
  const read = deep ? await readProviderFiles(source, parsed.value) : [];
  const policies = deep ? { suites: await suites } : undefined;
  const found = new Set(read.map(({ file }) => file));
  const breaches = [
    ...breachesOf(configRules, parsed.value, { providerFiles: deep ? found : undefined }),
    ...(await providerBreaches(parsed.value.providers)),
    ...(policies === undefined ? [] : breachesOf(policyRules, parsed.value, policies)),
  ];
  const own = problemsOf(configFile, breaches, parsed);
  const warnings = policies === undefined ? [] : problemsOf(configFile, breachesOf(policyWarnings, parsed.value, policies), parsed);
  return { config: parsed.value, problems: [...own, ...read.flatMap(({ problems }) => problems)], warnings, providerFiles: [...found] };
}

interface LookedAt {
  readonly file: string;
  readonly problems: readonly Problem[];
}

async function readProviderFiles(source: DocumentSource, { providers }: Config): Promise<LookedAt[]> {
  const files = new Map(Object.values(providers).flatMap((provider) => providerFiles(provider).map((file) => [file.path, file] as const)));
  return (await Promise.all([...files.values()].map((file) => lookAt(source, file)))).flat();
}

/** Nothing when there is no such file, or no file in such a folder. */
async function lookAt(source: DocumentSource, { path, document, folder }: ProviderFile): Promise<LookedAt[]> {
  const looked: LookedAt[] = [];
  for (const file of folder === true ? await source.list(path) : [path]) {
    const bytes = await source.read(file);
    if (bytes !== undefined) looked.push({ file, problems: await problemsIn(document, file, bytes) });
  }
  return looked;
}

async function problemsIn(document: ProviderFile["document"], file: string, bytes: Uint8Array): Promise<readonly Problem[]> {
  if (document === "recording") {
    const read = readRecording(file, bytes);
    return "problems" in read ? read.problems : [];
  }
  if (document === undefined) return [];
  const script = parseDocument(document, file, bytes);
  return script.value === undefined ? script.problems : scriptProblems(script, script.value);
}

async function scriptProblems(script: ParsedDocument<Script>, value: Script): Promise<Problem[]> {
  const { breaches } = await compileScript(value);
  return problemsOf(script.file, [...breachesOf(scriptRules, value, undefined), ...breaches], script);
}

async function notAProject(source: DocumentSource): Promise<PromptopsError> {
  const misnamed = (await source.read(".promptops.yaml")) !== undefined;
  return new PromptopsError(
    "not-a-project",
    `There is no ${configFile} in ${source.description}.`,
    misnamed ? { hint: "There is a `.promptops.yaml`: rename it to `.promptops.yml`." } : {},
  );
}
