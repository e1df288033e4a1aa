import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { CompareDeps } from "../services/compare/compare-input.ts";
import { budgetsDeps } from "./budgets-deps.ts";
import type { Context } from "./context.ts";
import { repositoryPath } from "./repository-path.ts";

/** What `compare` needs. Without a repository it still compares files. */
export function compareDeps(context: Context): CompareDeps {
  return {
    files: { read: async (path) => (await context.givenFiles()).read(path), stream: (path) => streamed(context, path) },
    async repository() {
      const git = await context.git();
      return {
        git,
        workTree: await context.workTree(),
        openProvider: await context.openProvider(),
        evaluations: await context.evaluations(),
        openCache: () => context.cache(),
        scorers: context.scorers(),
        commands: context.commands(),
        webhooks: context.webhooks(),
        clock: await context.clock(),
        budgets: budgetsDeps(context),
        toolVersion: context.version,
        redact: (text) => context.redact(text),
        inside: (path) => pathInside(git.root, context.cwd, path),
      };
    },
  };
}

async function* streamed(context: Context, path: string): AsyncGenerator<Uint8Array> {
  yield* (await context.givenFiles()).stream(path);
}

function pathInside(root: string, cwd: string, path: string): string | undefined {
  try {
    return repositoryPath(root, cwd, path);
  } catch (error) {
    if (error instanceof PromptopsError && error.code === "outside-repository") return undefined;
    throw error;
  }
}
