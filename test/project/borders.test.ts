import { copyFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { layers } from "../../scripts/borders.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const project = resolve(import.meta.dirname, "../..");
const names = Object.keys(layers);
const allowed = (from: string, to: string) => layers[from]?.mayImport.includes(to) === true;

interface Diagnostic {
  readonly filename: string;
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

/** Lints a copy of the project's rules around planted files; what the linter says, by file. */
async function lint(files: Readonly<Record<string, string>>): Promise<(file: string) => string[]> {
  const folder = tempFolder();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const file of ["oxlint.config.ts", "scripts/borders.ts", "tsconfig.json", "package.json"]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(project, file), join(folder, file));
  }
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  for (const name of names) write(`src/${name}/thing.ts`, "export const thing = 1;\nexport type Thing = number;\n");
  for (const [path, text] of Object.entries(files)) write(path, text);
  const { stdout } = await execa("oxlint", ["--format", "json"], { cwd: folder, preferLocal: true, localDir: project, reject: false });
  const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] };
  return (file) => diagnostics.filter(({ filename }) => filename === file).map(({ code, message, help }) => `${code} ${message} ${help ?? ""}`);
}

const using = (path: string) => `import { thing } from "${path}";\nexport const other = thing;\n`;
const pure = names.filter((name) => layers[name]?.pure);
const effects = {
  "node:fs": 'import { readFileSync } from "node:fs";\nexport const other = readFileSync;\n',
  "fs/promises": 'import { readFile } from "fs/promises";\nexport const other = readFile;\n',
  "node:child_process": 'import { spawn } from "node:child_process";\nexport const other = spawn;\n',
  "node:http": 'import { get } from "node:http";\nexport const other = get;\n',
  "node:net": 'import { connect } from "node:net";\nexport const other = connect;\n',
  "node:os": 'import { tmpdir } from "node:os";\nexport const other = tmpdir;\n',
  "node:timers/promises": 'import { setTimeout } from "node:timers/promises";\nexport const other = setTimeout;\n',
  process: "export const other = () => process.env;\n",
  console: 'export const other = () => console.log("x");\n',
  fetch: 'export const other = () => fetch("https://example.com");\n',
  "Date.now": "export const other = () => Date.now();\n",
  "Math.random": "export const other = () => Math.random();\n",
};

const fileName = (text: string) => text.replaceAll(/[^a-z]/gi, "-");

describe("the layers' borders", () => {
  let said: (file: string) => string[] = () => [];
  beforeAll(async () => {
    const imports = names.flatMap((from) =>
      names.filter((to) => to !== from).map((to) => [`src/${from}/deep/uses-${to}.ts`, using(`../../${to}/thing.ts`)] as const),
    );
    const impure = pure.flatMap((layer) => Object.entries(effects).map(([effect, text]) => [`src/${layer}/effect-${fileName(effect)}.ts`, text] as const));
    said = await lint({
      ...Object.fromEntries([...imports, ...impure]),
      "src/commands/types.ts": 'import type { Thing } from "../core/thing.ts";\nexport const other: Thing = 1;\n',
      "src/cli/context.ts": using("../adapters/thing.ts"),
      "src/core/one.ts": 'import { two } from "./two.ts";\nexport const one = (): number => two();\n',
      "src/core/two.ts": 'import { one } from "./one.ts";\nexport const two = (): number => one();\n',
      "src/core/floating.ts": "async function work(): Promise<void> {}\nexport function start(): void {\n  work();\n}\n",
    });
  });

  test.each(names.flatMap((from) => names.filter((to) => to !== from && !allowed(from, to)).map((to) => [from, to])))(
    "%s may not import %s, and is told where the thing belongs",
    (from, to) => {
      expect(said(`src/${from}/deep/uses-${to}.ts`)).toEqual([expect.stringContaining(layers[to]!.belongs)]);
    },
  );

  test.each(names.flatMap((from) => names.filter((to) => allowed(from, to)).map((to) => [from, to])))("%s may import %s", (from, to) => {
    expect(said(`src/${from}/deep/uses-${to}.ts`)).toEqual([]);
  });

  test.each(pure.flatMap((layer) => Object.keys(effects).map((effect) => [layer, effect])))("%s does nothing by itself: no %s", (layer, effect) => {
    expect(said(`src/${layer}/effect-${fileName(effect)}.ts`)).toEqual([expect.stringMatching(/no-restricted-(imports|globals|properties)/)]);
  });

  test("a command may name the types of core; the context alone may make adapters", () => {
    expect(said("src/commands/types.ts")).toEqual([]);
    expect(said("src/cli/context.ts")).toEqual([]);
  });

  test("no circles, no promise nobody waits for", () => {
    expect(said("src/core/one.ts").join()).toContain("no-cycle");
    expect(said("src/core/floating.ts").join()).toContain("no-floating-promises");
  });

  test("every folder of src is a layer with borders", () => {
    const folders = readdirSync(join(project, "src"), { withFileTypes: true }).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(folders));
  });
});
