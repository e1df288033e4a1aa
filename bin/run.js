#!/usr/bin/env node
import { existsSync } from "node:fs";

const own = "node_modules/.bin/node";
const [major, minor] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 13)) {
  const { enableCompileCache, registerHooks } = process.getBuiltinModule("node:module");
  enableCompileCache();
  // Where a part of the bundle is, is plain: Node would look for links and packages at every one of a hundred.
  const bundle = new URL("../dist/", import.meta.url).href;
  registerHooks?.({
    resolve: (name, importer, next) =>
      name.startsWith(".") && importer.parentURL?.startsWith(bundle)
        ? { url: new URL(name, importer.parentURL).href, format: "module", shortCircuit: true }
        : next(name, importer),
  });
  void import("../dist/cli/start.js");
} else {
  const hint = existsSync(new URL(`../${own}`, import.meta.url)) ? `; this checkout brings one: ${own}` : "";
  process.stderr.write(`promptops needs Node 22.13 or newer, and this is Node ${process.versions.node}${hint}.\n`);
  process.exitCode = 3;
}
