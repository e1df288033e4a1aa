import type { Variable } from "../core/model/prompt.ts";
import type { Json } from "../core/model/shape.ts";
import { requireVersionName } from "../core/release/version-name.ts";
import type { ShowResult } from "../core/results/show.ts";
import { mask } from "../core/template/mask-sensitive.ts";
import { isRequired, variableSchema } from "../core/template/variable-schema.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import { loadPrompt } from "./load-prompt.ts";
import { versionSource } from "./version-source.ts";

export interface ShowDependencies {
  readonly source: DocumentSource;
  readonly git: GitRepo;
}

/**
 * One prompt with everything that belongs to it: `id` as it is in the work tree, `id@version` as it was published.
 * @throws PromptopsError `unknown-prompt`, `unknown-version`, `invalid-version-name`, `invalid-documents`.
 */
export async function showPrompt({ source, git }: ShowDependencies, { prompt: name }: { readonly prompt: string }): Promise<ShowResult> {
  if (!name.includes("@")) return shown(source, name);
  const wanted = requireVersionName(name);
  return { ...(await shown(await versionSource(git, wanted), wanted.prompt)), version: wanted.version };
}

async function shown(from: DocumentSource, id: string): Promise<ShowResult> {
  const { resolved, digest, manifest, suites } = await loadPrompt(from, id);
  const { description, engine = "liquid", model, messages, variables = {}, output, tools } = resolved.prompt;
  return {
    id,
    digest,
    ...(description !== undefined && { description }),
    engine,
    model,
    messages,
    variables: Object.entries(variables).map(([name, variable]) => ({
      name,
      required: isRequired(variable),
      sensitive: variable.sensitive === true,
      ...(variable.untrusted === true && { untrusted: true }),
      ...(variable.description !== undefined && { description: variable.description }),
      schema: { ...variableSchema(variable), ...shownDefault(variable) } as { readonly [key: string]: Json },
    })),
    partials: Object.keys(resolved.partials),
    ...(output !== undefined && { output }),
    ...(tools !== undefined && { tools }),
    suites: [...suites],
    ...(manifest !== undefined && { manifest }),
  };
}

function shownDefault({ default: value, sensitive }: Variable): { readonly default?: Json } {
  return value === undefined ? {} : { default: sensitive === true ? mask : value };
}
