import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { bundle } from "../../scripts/bundle.ts";
import { tempFolder } from "./temp-folder.ts";

/** Modules of `src` in one file, built as the published package is. @param exports Lines that export from paths below the repository. @returns Its path. */
export async function built(exports: readonly string[], folder = tempFolder()): Promise<string> {
  const entry = { contents: exports.join("\n"), resolveDir: bundle.absWorkingDir };
  const { outputFiles } = await build({ ...bundle, stdin: entry, splitting: false, write: false, outdir: "unused" });
  const file = join(folder, "built.mjs");
  writeFileSync(file, outputFiles[0]?.contents ?? "");
  return file;
}
