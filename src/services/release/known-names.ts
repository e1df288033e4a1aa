import { nameHint } from "../../core/errors/name-hint.ts";
import { promptHint } from "../../core/errors/prompt-hint.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { promptIdsIn } from "../../core/model/document-paths.ts";
import type { ReleaseState } from "../../core/release/release-state.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { checkConfig } from "../documents/check-config.ts";
import { viewLog } from "./view-log.ts";

/** The names that questions about releases may use. */
export interface KnownNames {
  readonly prompts: ReadonlySet<string>;
  readonly environments: ReadonlySet<string>;
}

/** What the last commit and the work tree declare, as far as they can be read, and what the release log tells of: that may be gone by now. */
export async function knownNames(git: GitRepo, workTree: DocumentSource | undefined, { live, versions }: ReleaseState): Promise<KnownNames> {
  const head = await git.head();
  const sources = [...(head === undefined ? [] : [git.at(head)]), ...(workTree === undefined ? [] : [workTree])];
  const declared = await Promise.all(
    sources.map(async (source) => ({ prompts: promptIdsIn(await source.list("prompts")), environments: await environments(source) })),
  );
  const records = [...live.values()];
  return {
    prompts: new Set([
      ...declared.flatMap(({ prompts }) => prompts),
      ...[...versions.values()].map(({ prompt }) => prompt),
      ...records.map(({ prompt }) => prompt),
    ]),
    environments: new Set([...declared.flatMap((each) => each.environments), ...records.map(({ environment }) => environment)]),
  };
}

/** None where the configuration is missing or broken: what the log tells still counts then. */
async function environments(source: DocumentSource): Promise<string[]> {
  try {
    const { config } = await checkConfig(source, false);
    return Object.keys(config?.environments ?? {});
  } catch (error) {
    if (error instanceof PromptopsError) return [];
    throw error;
  }
}

/** Of a prompt of which nothing was found. @throws PromptopsError `unknown-prompt` where nothing else knows of it either. */
export async function requireKnownPrompt(git: GitRepo, workTree: DocumentSource, remote: string | undefined, prompt: string): Promise<void> {
  const { state } = await viewLog(git, remote, "all");
  requireKnown(await knownNames(git, workTree, state), { prompt });
}

/**
 * @param inOrder The command with both names where they belong: who swapped them is told.
 * @throws PromptopsError `unknown-prompt`, `unknown-environment`.
 */
export function requireKnown(
  known: KnownNames,
  { prompt, environment }: { readonly prompt?: string | undefined; readonly environment?: string | undefined },
  inOrder?: (prompt: string, environment: string) => string,
): void {
  const rightWay = (a: string, b: string) => (inOrder === undefined ? {} : { hint: `Write \`${inOrder(a, b)}\`.` });
  if (prompt !== undefined && !known.prompts.has(prompt)) {
    if (!known.environments.has(prompt)) throw unknownPrompt(prompt, known.prompts);
    const other = environment !== undefined && known.prompts.has(environment) ? environment : "PROMPT";
    throw new PromptopsError("unknown-prompt", `${prompt} is an environment, and no prompt.`, rightWay(other, prompt));
  }
  if (environment === undefined || known.environments.has(environment)) return;
  if (known.prompts.has(environment))
    throw new PromptopsError("unknown-environment", `${environment} is a prompt, and no environment.`, rightWay(environment, "ENVIRONMENT"));
  throw unknownEnvironment(environment, known.environments, "in .promptops.yml or in the release log");
}

export function unknownPrompt(name: string, known: Iterable<string>): PromptopsError {
  return withHint("unknown-prompt", `There is no prompt \`${name}\`, and nothing of it was ever published.`, promptHint(name, [...known]));
}

/** @param where Where it was looked for. */
export function unknownEnvironment(name: string, known: Iterable<string>, where: string): PromptopsError {
  return withHint("unknown-environment", `There is no environment "${name}" ${where}.`, nameHint(name, known));
}

function withHint(code: "unknown-prompt" | "unknown-environment", message: string, hint: string | undefined): PromptopsError {
  return new PromptopsError(code, message, hint === undefined ? {} : { hint });
}
