/** `npm run build`: bundles `src` into `dist/`, then writes oclif's manifest and the licences of what was bundled. */
import { globSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { build } from "esbuild";
import { bundle } from "./bundle.ts";
import { built, gathered } from "./gathered-chunks.ts";
import { lateFiles } from "./late-packages.ts";
import { thirdPartyLicenses } from "./licenses.ts";
import { manifest } from "./manifest.ts";

const entryPoints = ["src/cli/start.ts", "src/cli/help.ts", ...globSync("src/commands/**/*.ts"), ...globSync("src/**/*.worker.ts")].sort();

// Built beside the old one and then swapped, so that a build that fails leaves the last good one.
const fresh = `dist.${process.pid}`;
try {
  const late = build(lateFiles(bundle, fresh));
  const scattered = await build({ ...bundle, banner: {}, entryPoints, outdir: fresh, write: false });
  const { outputs } = scattered.metafile;
  const texts = new Map(scattered.outputFiles.map(({ path, text }) => [relative(bundle.absWorkingDir, path), text]));
  const named = Object.keys(outputs).filter((file) => entryPoints.includes(outputs[file]?.entryPoint ?? ""));
  await build({
    ...bundle,
    entryPoints: named.map((file) => ({ in: `built:${file}`, out: relative(fresh, file).replace(/\.js$/, "") })),
    outdir: fresh,
    plugins: [built(texts, gathered(outputs))],
  });
  const parts = [outputs, (await late).metafile.outputs].flatMap(Object.values<(typeof outputs)[string]>);
  await writeFile(`${fresh}/THIRD-PARTY-LICENSES.txt`, await thirdPartyLicenses(parts));
  await rm("dist", { recursive: true, force: true });
  await rename(fresh, "dist");
} finally {
  await rm(fresh, { recursive: true, force: true });
}
await writeFile("oclif.manifest.json", await manifest(process.cwd()));
