import { repositoryPathPattern } from "./shape.ts";

const isPath = new RegExp(repositoryPathPattern);

/** The words of a command that can be paths of the repository, and their places in it. */
export function commandFiles(command: readonly string[]): { readonly path: string; readonly at: number }[] {
  return command.flatMap((path, at) => (isPath.test(path) ? [{ path, at }] : []));
}
