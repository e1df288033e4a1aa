import type { Plugin } from "esbuild";

/** What our sources use of it; an import of anything else does not build until it is named here. */
const used = ["createHash", "createHmac", "hash", "randomBytes", "randomInt", "randomUUID"];

const late = [
  "let made;",
  'const crypto = () => (made ??= process.getBuiltinModule("node:crypto"));',
  ...used.map((name) => `export const ${name} = (...asked) => crypto().${name}(...asked);`),
].join("\n");

/** `node:crypto` takes as long to load as everything a list of runs does: it is loaded with the first digest, which many commands never make. */
export const lateCrypto: Plugin = {
  name: "late-crypto",
  setup(build) {
    build.onResolve({ filter: /^node:crypto$/ }, ({ path, importer }) =>
      /[\\/]src[\\/]/.test(importer) && !importer.includes("node_modules") ? { path, namespace: "late-crypto", sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "late-crypto" }, () => ({ contents: late }));
  },
};
