/** The demo's stage: an empty folder, a git of its own, and the real binary. What is run is shown as a user would see it. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { styleText } from "node:util";

const binary = join(import.meta.dirname, "..", "..", "bin", "run.js");

export class Stage {
  readonly scratch = mkdtempSync(join(tmpdir(), "promptops-demo-"));
  readonly work = join(this.scratch, "prompts");
  readonly #environment: NodeJS.ProcessEnv;

  constructor() {
    const config = join(this.scratch, "gitconfig");
    writeFileSync(config, "[init]\n\tdefaultBranch = main\n");
    const ada = { NAME: "Ada Author", EMAIL: "ada@example.com" };
    this.#environment = {
      ...process.env,
      GIT_CONFIG_GLOBAL: config,
      GIT_CONFIG_NOSYSTEM: "1",
      ...Object.fromEntries(["AUTHOR", "COMMITTER"].flatMap((role) => Object.entries(ada).map(([key, value]) => [`GIT_${role}_${key}`, value]))),
    };
  }

  say(text: string): void {
    process.stdout.write(`\n${styleText("bold", `— ${text}`)}\n`);
  }

  /** Runs a command to its end, and stops the demo when it ends otherwise than promised. */
  promptops(args: readonly string[], expectedExit = 0): string {
    const shown = this.#show(args);
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [binary, ...args], { cwd: this.work, env: this.#environment, encoding: "utf8" });
    if (error) throw error;
    this.#ended(shown, status, `${stdout}${stderr}`, expectedExit);
    return stdout;
  }

  /** The same while this process goes on, which has a server to run. */
  async promptopsBeside(args: readonly string[], expectedExit = 0): Promise<void> {
    const shown = this.#show(args);
    const child = this.#spawn(args);
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", (text: string) => void said.push(text));
    const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
    this.#ended(shown, status, said.join(""), expectedExit);
  }

  /** Starts a command and gives it to whoever kills it. */
  start(args: readonly string[]): ChildProcess {
    this.#show(args);
    return this.#spawn(args);
  }

  /** @param quiet Before the repository is there, and not shown. */
  git(args: readonly string[], quiet = false): void {
    const { status, stderr } = spawnSync("git", args, { cwd: quiet ? this.scratch : this.work, env: this.#environment, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    if (!quiet) process.stdout.write(`${styleText("cyan", `$ git ${args.map((arg) => (/\s/.test(arg) ? JSON.stringify(arg) : arg)).join(" ")}`)}\n`);
  }

  /** Changes a file as an author would in an editor, and commits it. */
  edit(file: string, change: (text: string) => string, message: string): void {
    const path = join(this.work, file);
    const before = readFileSync(path, "utf8");
    const after = change(before);
    if (after === before) throw new Error(`The demo's edit "${message}" changes nothing: the starter and the demo have drifted apart.`);
    writeFileSync(path, after);
    this.git(["add", "--all"]);
    this.git(["commit", "--quiet", "--message", message]);
  }

  remove(): void {
    rmSync(this.scratch, { recursive: true, force: true });
  }

  #spawn(args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [binary, ...args], { cwd: this.work, env: this.#environment, stdio: ["ignore", "pipe", "pipe"] });
  }

  #show(args: readonly string[]): string {
    const shown = `promptops ${args.map((arg) => (/[\s"]/.test(arg) ? JSON.stringify(arg) : arg)).join(" ")}`;
    process.stdout.write(`\n${styleText("cyan", `$ ${shown}`)}\n`);
    return shown;
  }

  #ended(shown: string, status: number | null, said: string, expectedExit: number): void {
    process.stdout.write(said);
    if (status !== expectedExit) throw new Error(`\`${shown}\` ended with ${status}, not with ${expectedExit}.`);
    if (expectedExit !== 0) process.stdout.write(styleText("dim", `(exit ${status})\n`));
  }
}
