#!/usr/bin/env node
const [major, minor] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 13)) {
  process.getBuiltinModule("node:module").enableCompileCache();
  void import("../dist/cli/start.js");
} else {
  process.stderr.write(`promptops needs Node 22.13 or newer, and this is Node ${process.versions.node}.\n`);
  process.exitCode = 3;
}
