import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * oclif's core without what a built command line never reaches: finding commands in folders (there is a manifest), plugins,
 * configuration outside package.json, spinners.
 */
const unreached = /^(?:tinyglobby|minimatch|lilconfig|cli-spinners)$/;

/** Sorting command ids by locale loads all of ICU's collation at every start: about a fifth of it. */
const byLocale = "a.id.localeCompare(b.id)";
const byCode = "(a.id < b.id ? -1 : 1)";

const readline = 'const node_readline_1 = require("node:readline");';

/** Halves what oclif costs at start. Measured by `npm run bench startup`. */
export const leanOclif: Plugin = {
  name: "lean-oclif",
  setup(build) {
    build.onResolve({ filter: unreached }, ({ path, importer }) => (importer.includes("@oclif/core") ? { path, namespace: "unreached" } : undefined));
    // Never shown, but on a terminal oclif makes its spinner at every start, and a spinner wants frames.
    build.onLoad({ filter: /^cli-spinners$/, namespace: "unreached" }, () => ({
      contents: 'module.exports = { dots2: { frames: [""] }, line: { frames: [""] } };',
    }));
    build.onLoad({ filter: /.*/, namespace: "unreached" }, () => ({ contents: "module.exports = {};" }));

    build.onLoad({ filter: /@oclif\/core\/lib\/config\/plugin\.js$/ }, async ({ path }) => {
      const contents = await readFile(path, "utf8");
      if (!contents.includes(byLocale)) throw new Error(`${path} no longer sorts by locale: take this out.`);
      return { contents: contents.replace(byLocale, byCode) };
    });

    // Nothing is read line by line but what is piped into an argument that takes it.
    build.onLoad({ filter: /@oclif\/core\/lib\/parser\/parse\.js$/ }, async ({ path }) => {
      const contents = await readFile(path, "utf8");
      if (!contents.includes(readline)) throw new Error(`${path} no longer loads readline as it did: look at this again.`);
      return {
        contents: contents.replace(readline, `const node_readline_1 = { createInterface: (...asked) => require("node:readline").createInterface(...asked) };`),
      };
    });

    // Commands take two parts of oclif's index; all of it would load with every one.
    build.onResolve({ filter: /^@oclif\/core$/ }, ({ path }) => ({ path, namespace: "oclif-parts", sideEffects: false }));
    build.onLoad({ filter: /.*/, namespace: "oclif-parts" }, () => ({
      contents: ["Args", "Flags"].map((part) => `export * as ${part} from "@oclif/core/${part.toLowerCase()}";`).join("\n"),
      resolveDir: import.meta.dirname,
    }));
  },
};
