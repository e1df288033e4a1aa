import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { hermetic } from "./hermetic.ts";

export const bin = fileURLToPath(new URL("../../bin/run.js", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "promptops-home-"));

/** What a child process gets to see of this machine: where programs are, an empty home, and `extra`. */
export function childEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", TMPDIR: tmpdir(), HOME: home, ...hermetic, ...extra };
}

export interface CliRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs the built binary (`npm run build` first) as a user would, without a terminal. */
export async function runCli(args: readonly string[], { cwd = home, env = {}, input = "" }: CliOptions = {}): Promise<CliRun> {
  const run = await execa(process.execPath, [bin, ...args], {
    cwd,
    input,
    env: childEnvironment(env),
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
  });
  if (run.exitCode === undefined) throw new Error(`promptops ${args.join(" ")} did not exit: ${run.shortMessage}`);
  return { stdout: run.stdout, stderr: run.stderr, exitCode: run.exitCode };
}
