import { fileURLToPath } from "node:url";
import type { BuildOptions, Plugin } from "esbuild";
import { compiledValidators } from "./compiled-validators.ts";
import { leanBuiltins } from "./lean-builtins.ts";
import { lateCrypto } from "./late-crypto.ts";
import { latePackages } from "./late-packages.ts";
import { leanOclif } from "./lean-oclif.ts";
import { leanSdks } from "./lean-sdks.ts";
import { reportPage } from "./report-page.ts";

/** Ink asks for React's developer tools only under DEV; the published package has none. */
const withoutDevtools: Plugin = {
  name: "without-devtools",
  setup(build) {
    build.onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: "empty" }));
    build.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "export default {}", loader: "js" }));
  },
};

/** CommonJS inside an ES module: what it requires at run time is looked up from the bundle. Made when it is first asked: most files never ask. */
const requiring = [
  'import { createRequire as __createRequire } from "node:module";',
  "let __made; const __own = () => (__made ??= __createRequire(import.meta.url));",
  "const require = (name) => __own()(name); require.resolve = (...asked) => __own().resolve(...asked);",
].join(" ");

/** Everything a user needs is bundled, heavy parts as chunks of their own, so the published package has no dependencies. */
export const bundle = {
  absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node22.13",
  splitting: true,
  outbase: "src",
  chunkNames: "chunks/[name]-[hash]",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"' },
  banner: { js: requiring },
  // Only looked for while transpiling a project's own sources, which is off.
  external: ["typescript"],
  plugins: [withoutDevtools, lateCrypto, latePackages, leanBuiltins, leanOclif, leanSdks, reportPage, compiledValidators],
} satisfies BuildOptions;
