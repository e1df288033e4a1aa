import type { GivenFiles } from "../../ports/given-files.ts";

/** The same files, of which `-` can be read several times too: a comparison reads results once for the scores and again for the answers. */
export function keptStdin(files: GivenFiles): GivenFiles {
  let kept: Promise<Uint8Array> | undefined;
  const read = () => (kept ??= files.read("-"));
  return {
    read: (path) => (path === "-" ? read() : files.read(path)),
    async *stream(path) {
      if (path === "-") yield await read();
      else yield* files.stream(path);
    },
  };
}
