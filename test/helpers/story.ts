import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { bin, childEnvironment } from "./run-cli.ts";
import { tempFolder } from "./temp-folder.ts";

/** Where readers are said to work. */
const shownHome = "/home/ada";

/**
 * Does what a document tells its readers to do, from top to bottom, in an empty home:
 * - ```console: runs every line that begins with `$ `; the lines below it are what it shows, `…` stands for any lines;
 * - ```diff: applies it; ```yaml whose first line is `# path/of/a/file.yml`: writes that file.
 * A command that fails must be followed by `$ echo $?`, so that readers are told.
 * @returns The document with what is shown today, where that differs in more than ids, times and durations.
 */
export async function retold(markdown: string): Promise<string> {
  const shell = await newShell();
  const told: string[] = [];
  for (const piece of markdown.split(/(^```[a-z]+\n[\s\S]*?^```$)/m)) {
    const [, language, body] = /^```([a-z]+)\n([\s\S]*)^```$/m.exec(piece) ?? [];
    if (language === "diff" && body !== undefined) await shell.apply(body);
    if (language === "yaml" && body !== undefined) shell.write(body);
    told.push(language === "console" && body !== undefined ? `\`\`\`console\n${await retoldConsole(body, shell)}\`\`\`` : piece);
  }
  await shell.leave();
  return told.join("");
}

async function retoldConsole(body: string, shell: Shell): Promise<string> {
  let text = "";
  for (const [, command = "", before = ""] of body.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)) {
    const now = await shell.run(command);
    text += `$ ${command}\n${sameStory(before, now) ? before : now}`;
  }
  return text;
}

interface Shell {
  run(command: string): Promise<string>;
  apply(diff: string): Promise<void>;
  write(yaml: string): void;
  leave(): Promise<void>;
}

async function newShell(): Promise<Shell> {
  const scratch = tempFolder();
  const home = join(scratch, "home");
  const programs = join(scratch, "bin");
  const state = join(scratch, "folder");
  for (const folder of [home, programs]) mkdirSync(folder);
  writeFileSync(join(programs, "promptops"), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(join(programs, "promptops"), 0o755);
  const env = { ...childEnvironment({ HOME: home }), PATH: `${programs}:${process.env["PATH"]}` };
  let folder = home;
  let failed: { command: string; code: number; output: string } | undefined;

  async function run(command: string): Promise<string> {
    const asksCode = command === "echo $?";
    if (failed !== undefined && !asksCode)
      throw new Error(`\`${failed.command}\` ended with ${failed.code}, and the document does not say so:\n${failed.output}`);
    const script = `(exit ${failed?.code ?? 0}); ${command}\ncode=$?; pwd > "${state}"; exit $code`;
    const { exitCode = 1, all } = await execa("bash", ["-c", script], {
      cwd: folder,
      env,
      extendEnv: false,
      all: true,
      reject: false,
      stripFinalNewline: false,
    });
    const output = all.replaceAll(home, shownHome);
    if (existsSync(state)) folder = readFileSync(state, "utf8").trim();
    failed = exitCode === 0 ? undefined : { command, code: exitCode, output };
    return output === "" || output.endsWith("\n") ? output : `${output}\n`;
  }

  return {
    run,
    async apply(diff) {
      await execa("git", ["apply", "--recount", "-"], { cwd: folder, env, extendEnv: false, input: diff });
    },
    write(yaml) {
      const path = /^# ([\w./-]+\.yml)\n/.exec(yaml)?.[1];
      if (path === undefined) throw new Error(`A YAML example begins with the path of its file, as \`# prompts/x/prompt.yml\`:\n${yaml}`);
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), yaml);
    },
    leave: async () => void (await run("true")),
  };
}

/** Do both tell the same, ids, times and durations apart? */
export function sameStory(told: string, now: string): boolean {
  const pattern = timeless(told)
    .split(/^…\n/m)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("(?:.*\n)*");
  return new RegExp(`^${pattern}$`).test(timeless(now));
}

/** A text without what is different every time. */
function timeless(text: string): string {
  return text
    .replaceAll(/\b\d{8}T\d{9}Z-[0-9a-f]{8}\b/g, "<evaluation>")
    .replaceAll(/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| UTC)?/g, "<time>")
    .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, "<day>")
    .replaceAll(/\b[0-9a-f]{7,64}\b/g, "<id>")
    .replaceAll(/\b\d+(?:\.\d+)? ?(?:ms|s|min)\b/g, "<duration>")
    .replaceAll(/[ \t]+$/gm, "");
}
