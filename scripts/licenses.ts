import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";

const licenseFile = /^(licen[cs]e|copying|notice)(\b|$)/i;

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** The licence texts of every package with a byte in these files, sorted by name. @throws when a package brings neither a text nor a name of one. */
export async function thirdPartyLicenses(outputs: readonly Metafile["outputs"][string][]): Promise<string> {
  const bundled = outputs.flatMap(({ inputs }) => Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0));
  const folders = new Set(bundled.map(([path]) => packageFolder(path)).filter((folder) => folder !== undefined));
  const sections = await Promise.all([...folders].map(section));
  return `promptops contains the following packages.\n\n${sections.sort().join("\n")}`;
}

/** `node_modules/a/node_modules/@b/c/x.js` → `node_modules/a/node_modules/@b/c` */
function packageFolder(path: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

async function section(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as PackageJson;
  const files = (await readdir(folder)).filter((file) => licenseFile.test(file)).sort();
  if (files.length === 0 && license === undefined) throw new Error(`${name}@${version} is bundled, but says nothing about its licence.`);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return `${name}@${version} (${license ?? "see below"})\n${"-".repeat(72)}\n${texts.map((text) => `${text.trim()}\n`).join("\n")}`;
}
