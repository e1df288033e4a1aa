import { compareProblems, type Problem } from "../../core/errors/problem.ts";
import { digestBytes } from "../../core/identity/digest.ts";
import { problemAt } from "../../core/model/breach.ts";
import { manifestFile, partialFile, promptFile, suiteNamesIn } from "../../core/model/document-paths.ts";
import type { Config } from "../../core/model/config.ts";
import type { Manifest } from "../../core/model/manifest.ts";
import { mediaTypeOf } from "../../core/model/media-type.ts";
import { problemsOf, type ParsedDocument } from "../../core/model/parse-document.ts";
import type { Prompt } from "../../core/model/prompt.ts";
import type { AttachedFile, ResolvedPrompt } from "../../core/model/resolved-prompt.ts";
import { manifestRules } from "../../core/model/rules/manifest-rules.ts";
import { promptRules } from "../../core/model/rules/prompt-rules.ts";
import { breachesOf } from "../../core/model/rules/rule.ts";
import { noPositions, type YamlPositions } from "../../core/model/yaml-positions.ts";
import { checkTemplate } from "../../core/template/check-template.ts";
import { partialsOf } from "../../core/template/partials-of.ts";
import type { TemplateProblem } from "../../core/template/template-problem.ts";
import { attachmentLeaves, textLeaves } from "../../core/template/text-leaves.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { readDocument } from "./read-document.ts";
import type { Partials } from "./read-partials.ts";

/** Where a prompt stands: what it may refer to. */
export interface Surroundings {
  readonly source: DocumentSource;
  /** All files below `prompts/<id>`, sorted; more do no harm. */
  readonly files: readonly string[];
  readonly partials: Partials;
  /** From the configuration; undefined = not at hand, so not checked. */
  readonly providers: Config["providers"] | undefined;
  readonly environments: readonly string[] | undefined;
}

export interface CheckedPrompt {
  /** Undefined when the document's shape is wrong. */
  readonly resolved: ResolvedPrompt | undefined;
  readonly manifest: Manifest | undefined;
  readonly suites: readonly string[];
  readonly problems: readonly Problem[];
  /** Where everything stands in the two files. */
  readonly positions: { readonly prompt: YamlPositions; readonly manifest: YamlPositions };
}

/** A prompt, its partials and attachments, its manifest, and everything that is wrong with them; undefined when there is no such prompt. */
export async function checkPrompt(id: string, around: Surroundings): Promise<CheckedPrompt | undefined> {
  const parsed = await readDocument(around.source, "prompt", promptFile(id));
  if (parsed === undefined) return undefined;
  const suites = suiteNamesIn(around.files, id);
  const { manifest, ...ofManifest } = await checkManifest(id, suites, around);
  const positions = { prompt: parsed, manifest: ofManifest.positions };
  if (parsed.value === undefined) return { resolved: undefined, suites, manifest, positions, problems: [...parsed.problems, ...ofManifest.problems] };
  const { resolved, problems } = await resolve(id, parsed.value, parsed, around);
  return { resolved, suites, manifest, positions, problems: [...problems, ...ofManifest.problems] };
}

async function checkManifest(
  id: string,
  suites: readonly string[],
  { source, files, environments }: Surroundings,
): Promise<{ manifest: Manifest | undefined; problems: readonly Problem[]; positions: YamlPositions }> {
  const file = manifestFile(id);
  const parsed = files.includes(file) ? await readDocument(source, "manifest", file) : undefined;
  const positions = parsed ?? noPositions;
  if (parsed?.value === undefined) return { manifest: undefined, problems: parsed?.problems ?? [], positions };
  return { manifest: parsed.value, problems: problemsOf(file, breachesOf(manifestRules, parsed.value, { environments, suites }), parsed), positions };
}

async function resolve(
  id: string,
  prompt: Prompt,
  document: ParsedDocument<Prompt>,
  { source, partials, providers }: Surroundings,
): Promise<{ resolved: ResolvedPrompt; problems: Problem[] }> {
  const files = await readAttachments(prompt, source);
  const reached = partialsOf(prompt.engine === "simple" ? [] : textLeaves(prompt).map(({ text }) => text), partials.texts);
  const own = Object.fromEntries(reached.flatMap((name) => (Object.hasOwn(partials.texts, name) ? [[name, partials.texts[name] ?? ""]] : [])));
  const broken = problemsOf(document.file, breachesOf(promptRules, prompt, { attachedFiles: new Set(Object.keys(files)), providers }), document);
  // What is wrong with a variable's schema is already said above, keyword by keyword.
  const inTemplates = checkTemplate(prompt, partials.texts).filter(({ path }) => path[0] !== "variables");
  const ofPartials = partials.problems.filter(({ file }) => reached.some((name) => partialFile(name) === file));
  const problems = [...broken, ...inTemplates.map((problem) => templateProblem(problem, document)), ...ofPartials].sort(compareProblems);
  return { resolved: { id, prompt, partials: own, files }, problems };
}

async function readAttachments(prompt: Prompt, source: DocumentSource): Promise<Record<string, AttachedFile>> {
  const files: Record<string, AttachedFile> = {};
  for (const { source: attachment } of attachmentLeaves(prompt)) {
    const { path } = attachment;
    const bytes = path === undefined ? undefined : await source.read(path);
    if (path === undefined || bytes === undefined) continue;
    files[path] = { digest: digestBytes(bytes), mediaType: attachment.media_type ?? mediaTypeOf(path) ?? "application/octet-stream", bytes };
  }
  return files;
}

function templateProblem({ rule, partial, path, line = 1, column = 1, message, hint }: TemplateProblem, document: ParsedDocument<Prompt>): Problem {
  if (partial !== undefined) return { rule, file: partialFile(partial), line, column, message, ...(hint !== undefined && { hint }) };
  return problemAt(document.file, { rule, path, within: { line, column }, message, ...(hint !== undefined && { hint }) }, document);
}
