import type { Plugin } from "esbuild";

/**
 * Modules of Node's own of which some exports are made when they are first read, each of them a library: `node:http` has undici's WebSocket,
 * `node:crypto` has WebCrypto, `node:fs` has streams. An `import` of one reads all of its exports; as CommonJS only what is used is read.
 */
const costly = /^node:(?:crypto|fs|http|https)$/;

/** Takes a tenth of what an evaluation costs to start. */
export const leanBuiltins: Plugin = {
  name: "lean-builtins",
  setup(build) {
    build.onResolve({ filter: costly }, ({ path, kind }) => (kind === "import-statement" ? { path, namespace: "lean-builtin" } : undefined));
    build.onLoad({ filter: /.*/, namespace: "lean-builtin" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};
