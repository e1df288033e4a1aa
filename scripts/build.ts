/** `npm run build`: bundles `src` into `dist/`, then writes oclif's manifest and the licences of what was bundled. */
import { globSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { bundle } from "./bundle.ts";
import { lateFiles } from "./late-packages.ts";
import { thirdPartyLicenses } from "./licenses.ts";
import { manifest } from "./manifest.ts";

const entryPoints = ["src/cli/start.ts", "src/cli/help.ts", ...globSync("src/commands/**/*.ts"), ...globSync("src/**/*.worker.ts")].sort();

// Built beside the old one and then swapped, so that a build that fails leaves the last good one.
const fresh = `dist.${process.pid}`;
try {
  const parts = await Promise.all([build({ ...bundle, entryPoints, outdir: fresh }), build(lateFiles(bundle, fresh))]);
  const outputs = parts.flatMap(({ metafile }) => Object.values(metafile.outputs));
  await writeFile(`${fresh}/THIRD-PARTY-LICENSES.txt`, await thirdPartyLicenses(outputs));
  await rm("dist", { recursive: true, force: true });
  await rename(fresh, "dist");
} finally {
  await rm(fresh, { recursive: true, force: true });
}
await writeFile("oclif.manifest.json", await manifest(process.cwd()));
