import { readdirSync, statSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { packedInto } from "../helpers/packed.ts";
import { childEnvironment } from "../helpers/run-cli.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

interface Package {
  readonly version: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Every package below `node_modules`, by folder. */
function packagesBelow(folder: string): string[] {
  const modules = join(folder, "node_modules");
  const names = readdirSync(modules).filter((name) => !name.startsWith("."));
  return names.flatMap((name) => (name.startsWith("@") ? readdirSync(join(modules, name)).map((inner) => join(modules, name, inner)) : [join(modules, name)]));
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

describe("the published package, installed into an empty folder", () => {
  const folder = tempFolder();
  const installed = join(folder, "node_modules/promptops");
  const run = (...args: string[]) =>
    execa(join(folder, "node_modules/.bin/promptops"), args, { cwd: folder, env: childEnvironment(), extendEnv: false, reject: false });

  beforeAll(async () => {
    const tarball = await packedInto(folder);
    await writeFile(join(folder, "package.json"), "{}");
    await execa("npm", ["install", "--omit=dev", "--offline", "--no-audit", "--no-fund", tarball], { cwd: folder });
  }, 120_000);

  test("is small: at most 120 packages and 60 MB", () => {
    expect(packagesBelow(folder).length).toBeLessThanOrEqual(120);
    expect(sizeOf(join(folder, "node_modules"))).toBeLessThanOrEqual(60_000_000);
  });

  test("runs nothing while it is installed", async () => {
    for (const dependency of packagesBelow(folder)) {
      const { scripts = {} } = JSON.parse(await readFile(join(dependency, "package.json"), "utf8")) as Package;
      expect(Object.keys(scripts).filter((name) => ["preinstall", "install", "postinstall"].includes(name))).toEqual([]);
    }
  });

  test("brings what a user needs, and nothing that only we need", () => {
    const top = readdirSync(installed);
    expect(top).toEqual(
      expect.arrayContaining(["bin", "dist", "schemas", "docs", "templates", "oclif.manifest.json", "package.json", "LICENSE", "CHANGELOG.md"]),
    );
    expect(top).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(src|test|scripts|bench|tools|node_modules)$/)]));
    expect(readdirSync(join(installed, "dist"))).toContain("THIRD-PARTY-LICENSES.txt");
  });

  test("runs there: version, help, and a first project that is valid", async () => {
    const { version } = JSON.parse(await readFile(join(installed, "package.json"), "utf8")) as Package;
    expect(await run("--version")).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringContaining(`promptops/${version} `) });
    expect(await run("--help")).toMatchObject({ exitCode: 0, stderr: "", stdout: expect.stringContaining("doctor") });
    expect(await run("init", "--yes")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await run("validate")).toMatchObject({ exitCode: 0, stderr: "" });
  });
});
