import { execa } from "execa";
import { join } from "node:path";
import type { ScriptCheck } from "../../ports/script-check.ts";
import { withFiles } from "../process/with-files.ts";
import { foreignImport } from "./foreign-import.ts";

const name = "script.mjs";
const timeoutMs = 20_000;

/** Node's own `--check`: it parses the module, resolves none of its imports, and runs nothing. */
export function nodeScriptCheck(): ScriptCheck {
  return {
    syntaxFault: (source) =>
      withFiles(new Map([[name, source]]), async (folder) => {
        const file = join(folder, name);
        const { exitCode, stderr } = await execa(process.execPath, ["--check", file], { reject: false, env: { NODE_OPTIONS: "" }, timeout: timeoutMs });
        if (exitCode === 0) return undefined;
        const [, message] = /^(?:\w*Error)(?: \[\w+\])?: (.+)$/m.exec(stderr) ?? [];
        // Anything else is said of node, not of the script.
        if (message === undefined) return undefined;
        const [, line] = /script\.mjs:(\d+)/.exec(stderr) ?? [];
        return { ...(line === undefined ? {} : { line: Number(line) }), message };
      }),
    foreignImport: (source) => foreignImport(Buffer.from(source).toString("utf8")),
  };
}
