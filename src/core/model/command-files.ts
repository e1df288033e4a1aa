import { repositoryPathPattern } from "./patterns.ts";

const isPath = new RegExp(repositoryPathPattern);

/** The words of a command that can be files of the repository (`./` before them means nothing), and their places in it. */
export function commandFiles(command: readonly string[]): { readonly path: string; readonly at: number }[] {
  return command.flatMap((word, at) => {
    const path = word.replace(/^(?:\.\/+)+/, "");
    const named = path.split("/").every((segment) => segment !== "" && segment !== ".");
    return named && isPath.test(path) ? [{ path, at }] : [];
  });
}
