import { relative } from "node:path";
import { givenFiles } from "../../src/adapters/fs/given-files.ts";
import { compare, type Compared } from "../../src/services/compare.ts";
import type { CompareDeps, CompareInput } from "../../src/services/compare/compare-input.ts";
import type { Deps, ReleaseProject } from "./release-project.ts";

const asked: Omit<CompareInput, "words"> = { models: [], metric: "pass", margin: 0.05, showAnswers: false };

/** What `compare` needs, in a real repository; paths count from its top. */
export function compareDeps(deps: Deps): CompareDeps {
  const { root } = deps.git;
  return {
    files: givenFiles(root),
    async repository() {
      const inside = (path: string) => (path.startsWith("/") ? relative(root, path) : path);
      return { ...deps, openProvider: await deps.openProviders(deps.workTree), inside: (path) => (inside(path).startsWith("..") ? undefined : inside(path)) };
    },
  };
}

/** Compares as a person would ask for it, in the project as it is now. */
export async function compareIn(
  project: ReleaseProject,
  words: readonly string[],
  given: Partial<CompareInput> = {},
): Promise<Compared & { readonly calls: number }> {
  const deps = await project.deps();
  const compared = await compare(compareDeps(deps), { ...asked, words, ...given });
  return { ...compared, calls: deps.calls.length };
}
