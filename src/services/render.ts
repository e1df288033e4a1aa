import { estimateCall } from "../core/cost/estimate-cost.ts";
import { writtenId } from "../core/cases/written-id.ts";
import { nearest } from "../core/errors/nearest.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import { requestDigest } from "../core/identity/request-digest.ts";
import { buildRequest } from "../core/model-call/build-request.ts";
import type { EvalCase, HistoryTurn } from "../core/model/suite.ts";
import { requireVersionName, type VersionName } from "../core/release/version-name.ts";
import type { RenderResult } from "../core/results/render.ts";
import { shellWord } from "../core/shell-word.ts";
import type { Values } from "../core/template/complete-variables.ts";
import { historyIn, typedValue, variablesIn } from "../core/template/given-values.ts";
import { hasSensitive, renderMasked } from "../core/template/mask-sensitive.ts";
import { renderPrompt } from "../core/template/render.ts";
import type { Clock } from "../ports/clock.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import type { GivenFiles } from "../ports/given-files.ts";
import { loadPrompt, type LoadedPrompt } from "./load-prompt.ts";
import { loadSuite } from "./load-suite.ts";
import { openConfig } from "./open-config.ts";
import { versionSource } from "./version-source.ts";

export interface RenderDeps {
  readonly workTree: DocumentSource;
  /** Asked for when a version is. */
  readonly git: () => Promise<GitRepo>;
  readonly givenFiles: GivenFiles;
  readonly clock: Clock;
}

export interface RenderRequest {
  /** A prompt's id, or a version: `billing/summarize@1.2.0`. */
  readonly prompt: string;
  /** `name=value`, read by the variable's type; they win over the file's, and those over the case's. */
  readonly variables: readonly string[];
  readonly variablesFile?: string | undefined;
  readonly historyFile?: string | undefined;
  /** A case, as `suite/case` or by its id alone: its inputs and history. */
  readonly evalCase?: string | undefined;
  /** Show sensitive values. */
  readonly reveal: boolean;
}

/** What exactly would be sent to the model. Nothing is sent. @throws PromptopsError as loading and `renderPrompt` do, `nothing-matches` for a case that is not there. */
export async function render(deps: RenderDeps, asked: RenderRequest): Promise<RenderResult> {
  const version = asked.prompt.includes("@") ? requireVersionName(asked.prompt) : undefined;
  const source = version === undefined ? deps.workTree : await versionSource(await deps.git(), version);
  const loaded = await loadPrompt(source, version?.prompt ?? asked.prompt);
  const { resolved } = loaded;
  const input = await gather(deps.givenFiles, source, loaded, asked);

  const request = buildRequest(resolved, renderPrompt(resolved, input));
  const masked = hasSensitive(resolved) && !asked.reveal;
  const model = resolved.prompt.model.id;
  const config = await openConfig(deps.workTree);
  const estimate = await estimateCall({ request, model, config, at: deps.clock.now() });
  return {
    ...named(resolved.id, version),
    source: source.description,
    prompt_digest: loaded.digest,
    request_digest: requestDigest(request),
    model,
    masked,
    ...(estimate !== undefined && { input_tokens: estimate.inputTokens }),
    ...(estimate?.maxCost !== undefined && { max_cost_nano_usd: estimate.maxCost }),
    request: masked ? buildRequest(resolved, renderMasked(resolved, input)) : request,
  };
}

function named(prompt: string, version: VersionName | undefined): Pick<RenderResult, "prompt" | "version"> {
  return version === undefined ? { prompt } : { prompt, version: version.version };
}

async function gather(
  files: GivenFiles,
  source: DocumentSource,
  loaded: LoadedPrompt,
  asked: RenderRequest,
): Promise<{ variables: Values; history: readonly HistoryTurn[] }> {
  const { evalCase, variablesFile, historyFile } = asked;
  const fromCase = evalCase === undefined ? undefined : await findCase(source, loaded, evalCase);
  const fromFile = variablesFile === undefined ? {} : variablesIn(variablesFile, await files.read(variablesFile));
  const declared = loaded.resolved.prompt.variables ?? {};
  const typed = asked.variables.map((assignment) => {
    const [name, text] = assigned(assignment);
    return [name, typedValue(Object.hasOwn(declared, name) ? declared[name] : undefined, text)] as const;
  });
  return {
    variables: Object.fromEntries([...Object.entries(fromCase?.inputs ?? {}), ...Object.entries(fromFile), ...typed]),
    history: historyFile === undefined ? (fromCase?.history ?? []) : historyIn(historyFile, await files.read(historyFile)),
  };
}

function assigned(assignment: string): [name: string, text: string] {
  const equals = assignment.indexOf("=");
  if (equals < 1) throw new PromptopsError("invalid-flag", `"${assignment}" gives no variable a value.`, { where: "--var", hint: "Write `--var name=value`." });
  return [assignment.slice(0, equals), assignment.slice(equals + 1)];
}

async function findCase(
  source: DocumentSource,
  loaded: LoadedPrompt,
  wanted: string,
): Promise<{ readonly inputs: Values; readonly history: readonly HistoryTurn[] }> {
  const called = withinPrompt(wanted, loaded.resolved.id);
  const slash = called.indexOf("/");
  const names: string[] = [];
  const found: EvalCase[] = [];
  const ofMatrix: EvalCase[] = [];
  for (const suiteName of slash === -1 ? loaded.suites : [called.slice(0, slash)]) {
    const suite = await loadSuite(source, loaded, suiteName);
    for await (const evalCase of suite.cases()) {
      const name = `${suiteName}/${evalCase.id}`;
      if (name === called || evalCase.id === called) found.push(evalCase);
      else if ([name, evalCase.id].map(writtenId).includes(called)) ofMatrix.push(evalCase);
      else names.push(name, ...(slash === -1 ? [evalCase.id] : []));
    }
  }
  const [only, ...more] = found;
  if (only !== undefined && more.length === 0) return only;
  if (only !== undefined) throw severalCases(wanted, found);
  if (ofMatrix.length > 0) throw severalOfMatrix(wanted, ofMatrix);
  const near = nearest(called, names);
  throw new PromptopsError("nothing-matches", `The prompt \`${loaded.resolved.id}\` has no case \`${wanted}\`.`, {
    where: "--case",
    ...(near !== undefined && { hint: `Did you mean \`--case ${near}\`?` }),
  });
}

/** `suite/case` of what has the prompt in front, behind a slash or as reports print it; else what it was. */
function withinPrompt(wanted: string, prompt: string): string {
  const rest = wanted.slice(prompt.length + 1);
  return /^[/ ]/.test(wanted.slice(prompt.length)) && wanted.startsWith(prompt) && rest.includes("/") ? rest : wanted;
}

/** So many of them are named. */
const fewCases = 5;

function severalOfMatrix(wanted: string, found: readonly EvalCase[]): PromptopsError {
  const names = found.slice(0, fewCases).map(({ suite, id }) => `\`--case ${shellWord(`${suite}/${id}`)}\``);
  const left = found.length - names.length;
  return new PromptopsError("invalid-flag", `The matrix of \`${wanted}\` makes ${found.length === 1 ? "a case" : `${found.length} cases`}; one can be shown.`, {
    where: "--case",
    hint: `Say which: ${names.join(" or ")}${left === 0 ? "" : `, or one of ${left} more`}.`,
  });
}

function severalCases(wanted: string, found: readonly EvalCase[]): PromptopsError {
  const names = found.map(({ suite, id }) => `\`--case ${suite}/${id}\``);
  return new PromptopsError("invalid-flag", `Several suites have a case \`${wanted}\`.`, { where: "--case", hint: `Say which: ${names.join(" or ")}.` });
}
