import { relative, sep } from "node:path";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Clock } from "../../ports/clock.ts";
import type { FileWatcher } from "../../ports/file-watcher.ts";

/** Editors write a file in several steps, and `git checkout` many files one after another. */
const quietMs = 120;

/**
 * Watches everything below `root` but folders whose names begin with a dot (`.git`) and `node_modules`. It sees changes from when
 * this resolves on.
 * @param unwatched Absolute paths of files that nobody wants to hear of.
 */
export async function fileWatcher(root: string, clock: Clock, unwatched: readonly string[]): Promise<FileWatcher> {
  const { watch } = await import("chokidar");
  const changed = new Set<string>();
  const broken = Promise.withResolvers<never>();
  // It is only awaited while somebody waits for changes.
  broken.promise.catch(() => undefined);
  let last = 0;
  let wake = (): void => undefined;
  const watcher = watch(root, { ignoreInitial: true, followSymlinks: false, ignored: (path) => isIgnored(root, path, unwatched) });
  watcher.on("all", (_event, path) => {
    changed.add(posix(relative(root, path)));
    last = clock.elapsed();
    wake();
  });
  watcher.on("error", (cause) => broken.reject(cannotWatch(root, cause)));
  await Promise.race([new Promise<void>((resolve) => watcher.once("ready", () => resolve())), broken.promise]);

  async function quiet(signal: AbortSignal | undefined): Promise<void> {
    for (let left = quietMs; left > 0; left = last + quietMs - clock.elapsed()) await clock.sleep(left, signal);
  }

  return {
    async changes(signal) {
      signal?.throwIfAborted();
      const ended = Promise.withResolvers<never>();
      const end = () => ended.reject(signal?.reason as Error);
      signal?.addEventListener("abort", end, { once: true });
      try {
        const first = new Promise<void>((resolve) => {
          wake = resolve;
          if (changed.size > 0) resolve();
        });
        await Promise.race([first, ended.promise, broken.promise]);
        await Promise.race([quiet(signal), broken.promise]);
      } finally {
        signal?.removeEventListener("abort", end);
      }
      const paths = [...changed].sort();
      changed.clear();
      return paths;
    },
    close: () => watcher.close(),
  };
}

function isIgnored(root: string, path: string, unwatched: readonly string[]): boolean {
  if (unwatched.some((file) => path === file || path.startsWith(`${file}.`))) return true;
  const folders = relative(root, path).split(sep);
  const name = folders.at(-1) ?? "";
  return name === "node_modules" || folders.slice(0, -1).some((folder) => folder.startsWith(".")) || name === ".git";
}

function posix(path: string): string {
  return path.split(sep).join("/");
}

function cannotWatch(root: string, cause: unknown): PromptopsError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new PromptopsError("cannot-watch", `The files below ${root} cannot be watched: ${why}.`, { cause });
}
