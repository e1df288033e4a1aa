import { spawn } from "node:child_process";
import type { Socket } from "node:net";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { gitEnvironment, gitSettings } from "./git-environment.ts";

export interface GitObject {
  readonly oid: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Reads an object by a name git understands, undefined when there is none. Names are ours: ids, refs, `<commit>:<path>`. */
export type ReadObject = (name: string) => Promise<GitObject | undefined>;

interface Waiting {
  resolve(object: GitObject | undefined): void;
  reject(error: Error): void;
}

/** Long enough for one command's reads, short enough that a program that runs for days holds no packs open that git has replaced. */
const idleMs = 5_000;

/**
 * All reads of a repository through one long `git cat-file --batch`, started at the first read. Requests may overlap. While
 * nothing is asked of it, the process does not keep ours alive; after some seconds of that, or with ours, it ends.
 */
export function objectReader(folder: string): ReadObject {
  let batch: ReadObject | undefined;
  const started = () => {
    const fresh = startBatch(folder, () => {
      if (batch === fresh) batch = undefined;
    });
    return fresh;
  };
  return (name) => {
    if (/[\n\0]/.test(name)) return Promise.resolve(undefined);
    batch ??= started();
    return batch(name);
  };
}

function startBatch(folder: string, ended: () => void): ReadObject {
  const child = spawn("git", [...gitSettings, "cat-file", "--batch"], { cwd: folder, env: gitEnvironment(), stdio: ["pipe", "pipe", "ignore"] });
  const input = child.stdin;
  // Pipes are sockets, which the types do not say.
  const handles = [child, input as Socket, child.stdout as Socket];
  const waiting: Waiting[] = [];
  let unsent = "";
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
  child.on("close", () => end(new Error("git cat-file ended before it had answered")));
  // What is asked in one turn is written at once.
  const send = () => {
    input.write(unsent);
    unsent = "";
  };
  return (name) =>
    new Promise((resolve, reject) => {
      clearTimeout(idle);
      if (waiting.length === 0) for (const handle of handles) handle.ref();
      waiting.push({ resolve, reject });
      if (unsent === "") process.nextTick(send);
      unsent += `${name}\n`;
    });
}

/** Cuts the stream `<oid> <type> <size>\n<bytes>\n` into objects; `<name> missing` is undefined. */
function objectParser(found: (object: GitObject | undefined) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let length = 0;
  let needed = 1;
  let header: { oid: string; type: string; size: number } | undefined;
  return (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length < needed) return;
    let rest = Buffer.concat(chunks, length);
    needed = 1;
    while (rest.length > 0) {
      if (header === undefined) {
        const end = rest.indexOf("\n");
        if (end === -1) break;
        const [, oid, type, size] = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/.exec(rest.toString("utf8", 0, end)) ?? [];
        rest = rest.subarray(end + 1);
        if (oid === undefined || type === undefined) found(undefined);
        else header = { oid, type, size: Number(size) };
      } else {
        needed = header.size + 1;
        if (rest.length < needed) break;
        const { oid, type, size } = header;
        found({ oid, type, bytes: rest.subarray(0, size) });
        rest = rest.subarray(needed);
        needed = 1;
        header = undefined;
      }
    }
    chunks = [rest];
    length = rest.length;
    if (header !== undefined) needed = header.size + 1;
  };
}
