import { spawn } from "node:child_process";
import type { Socket } from "node:net";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { gitEnvironment, gitSettings } from "./git-environment.ts";
import { objectParser, type GitObject } from "./object-parser.ts";
import { readMany } from "./read-many.ts";

/** Reads an object by a name git understands, undefined when there is none. Names are ours: ids, refs, `<commit>:<path>`. */
export type ReadObject = (name: string) => Promise<GitObject | undefined>;

interface Waiting {
  readonly name: string;
  resolve(object: GitObject | undefined): void;
  reject(error: Error): void;
}

/** With so many asked for in one turn a process of their own is worth its start, and that nobody works while it reads; more than it may hold at once are asked for by the next. */
const many = { least: 1_500, most: 20_000 };
/** Long enough for one command's reads, short enough that a program that runs for days holds no packs open that git has replaced. */
const idleMs = 5_000;

/**
 * All reads of a repository through one long `git cat-file --batch`, started at the first read; many at once through one for them alone. Requests
 * may overlap. While nothing is asked of it, the process does not keep ours alive; after some seconds of that, or with ours, it ends.
 */
export function objectReader(folder: string): ReadObject {
  let batch: ((asked: readonly Waiting[]) => void) | undefined;
  const started = () => {
    const fresh = startBatch(folder, () => {
      if (batch === fresh) batch = undefined;
    });
    return fresh;
  };
  let turn: Waiting[] = [];
  const ask = async () => {
    const asked = turn;
    turn = [];
    let done = 0;
    while (asked.length - done >= many.least) {
      const part = asked.slice(done, done + many.most);
      const objects = await readMany(
        folder,
        part.map(({ name }) => name),
      );
      for (const [at, { resolve }] of part.slice(0, objects.length).entries()) resolve(objects[at]);
      done += objects.length;
      if (objects.length < part.length) break;
    }
    if (done < asked.length) (batch ??= started())(asked.slice(done));
  };
  return (name) => {
    if (/[\n\0]/.test(name)) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      // What is asked in one turn is asked at once.
      if (turn.length === 0) process.nextTick(() => void ask());
      turn.push({ name, resolve, reject });
    });
  };
}

function startBatch(folder: string, ended: () => void): (asked: readonly Waiting[]) => void {
  const child = spawn("git", [...gitSettings, "cat-file", "--batch"], { cwd: folder, env: gitEnvironment(), stdio: ["pipe", "pipe", "ignore"] });
  const input = child.stdin;
  // Pipes are sockets, which the types do not say.
  const handles = [child, input as Socket, child.stdout as Socket];
  const waiting: Waiting[] = [];
  let idle: NodeJS.Timeout | undefined;
  const rest = () => {
    for (const handle of handles) handle.unref();
    idle = setTimeout(() => {
      ended();
      input.end();
    }, idleMs).unref();
  };
  const parse = objectParser((object) => {
    waiting.shift()?.resolve(object);
    if (waiting.length === 0) rest();
  });
  const end = (why: Error) => {
    ended();
    for (const { reject } of waiting.splice(0)) reject(why);
  };
  input.on("error", () => {});
  child.stdout.on("data", parse);
  child.on("error", (error: NodeJS.ErrnoException) => end(error.code === "ENOENT" ? new PromptopsError("git-missing", "There is no git on the PATH.") : error));
  child.on("close", () => end(new PromptopsError("git-failed", "Git ended while it read an object: one of this repository cannot be read.")));
  return (asked) => {
    clearTimeout(idle);
    if (waiting.length === 0) for (const handle of handles) handle.ref();
    waiting.push(...asked);
    input.write(asked.map(({ name }) => `${name}\n`).join(""));
  };
}
