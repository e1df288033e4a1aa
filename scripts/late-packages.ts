import type { BuildOptions, Plugin } from "esbuild";
import { wholeDocumentValidators } from "./compiled-validators.ts";
import { requiring } from "./late-path.ts";

/**
 * Packages that most commands never ask: a schema's compiler, since what it would compile is compiled by the build, and the whole YAML
 * parser, since everyday YAML is read without it. Each is a file of its own, loaded when it is first used.
 */
const packages: Readonly<Record<string, { readonly file: string; readonly names: readonly string[] }>> = {
  ajv: { file: "schemas", names: ["Ajv"] },
  "ajv-formats": { file: "schemas", names: ["default"] },
  yaml: { file: "yaml", names: ["Composer", "isAlias", "isMap", "isScalar", "isSeq", "Lexer", "LineCounter", "Parser", "Scalar", "stringify"] },
};

/** What our sources use of a package, as far as it looks the same before it is there: functions, classes that are made, and constants of these. */
function stand(name: string, { file, names }: (typeof packages)[string]): string {
  const exported = names.map(
    (each) => `${each === "default" ? "export default" : `export const ${each} =`} new Proxy(function () {}, {
  apply: (_, self, asked) => Reflect.apply(part(${JSON.stringify(each)}), self, asked),
  construct: (_, asked) => Reflect.construct(part(${JSON.stringify(each)}), asked),
  get: (_, key) => part(${JSON.stringify(each)})[key],
});`,
  );
  return [`let made;`, `const part = (name) => (made ??= ${requiring(file)})[${JSON.stringify(name)}][name];`, ...exported].join("\n");
}

export const latePackages: Plugin = {
  name: "late-packages",
  setup(build) {
    build.onResolve({ filter: /^[\w-]+$/ }, ({ path, importer, kind }) =>
      Object.hasOwn(packages, path) && kind === "import-statement" && /[\\/]src[\\/]/.test(importer) && !importer.includes("node_modules")
        ? { path, namespace: "late-package", sideEffects: false }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "late-package" }, ({ path }) => {
      const late = packages[path];
      return late && { contents: stand(path, late) };
    });
  },
};

/** The files of these packages, and what says what is wrong with a document: built as the bundle is, but in CommonJS, which can be loaded where nobody may wait. */
export function lateFiles<B extends BuildOptions>(bundle: B, outdir: string) {
  const files = ["documents", ...new Set(Object.values(packages).map(({ file }) => file))];
  return {
    ...bundle,
    splitting: false,
    format: "cjs",
    outdir: `${outdir}/late`,
    outExtension: { ".js": ".cjs" },
    entryPoints: files.map((file) => ({ in: `late:${file}`, out: file })),
    banner: {},
    plugins: [lateFile],
  } satisfies BuildOptions;
}

const lateFile: Plugin = {
  name: "late-file",
  setup(build) {
    build.onResolve({ filter: /^late:/ }, ({ path }) => ({ path: path.slice("late:".length), namespace: "late-file" }));
    build.onLoad({ filter: /.*/, namespace: "late-file" }, ({ path }) => ({
      contents: path === "documents" ? wholeDocumentValidators() : packagesIn(path),
      resolveDir: import.meta.dirname,
    }));
  },
};

function packagesIn(file: string): string {
  return Object.entries(packages)
    .filter(([, { file: its }]) => its === file)
    .map(([name]) => `exports[${JSON.stringify(name)}] = require(${JSON.stringify(name)});`)
    .join("\n");
}
