import { spawn } from "node:child_process";
import { once } from "node:events";

/** A `git fast-import` that tells the id of each thing it makes. */
export interface Importer {
  /** @param ref Where the commit goes; what was there is its parent. @param by `Name <address> seconds +0000` */
  commit(ref: string, by: string, message: string, files: Readonly<Record<string, string>>): Promise<string>;
  /** An annotated tag. */
  tag(name: string, commit: string, by: string, message: string): Promise<string>;
  end(): Promise<void>;
}

/** Into an empty repository: hundreds of times faster than commands that each make one thing durable. */
export function importer(folder: string): Importer {
  const git = spawn("git", ["-c", "core.fsync=none", "fast-import", "--quiet", "--done"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(git, "exit");
  const answers = git.stdout.setEncoding("utf8")[Symbol.asyncIterator]() as AsyncIterator<string>;
  async function made(lines: readonly string[]): Promise<string> {
    git.stdin.write([...lines, "get-mark :1", ""].join("\n"));
    let answer = "";
    while (!answer.endsWith("\n")) {
      const { done, value } = await answers.next();
      if (done === true) throw new Error("git fast-import ended before it had answered");
      answer += value;
    }
    return answer.trim();
  }
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}`;
  return {
    commit: (ref, by, message, files) =>
      made([
        `commit ${ref}`,
        "mark :1",
        `committer ${by}`,
        data(message),
        ...Object.entries(files).map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`),
      ]),
    tag: (name, commit, by, message) => made([`tag ${name}`, "mark :1", `from ${commit}`, `tagger ${by}`, data(message)]),
    async end() {
      git.stdin.end("done\n");
      const [code] = (await ended) as [number | null];
      if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
    },
  };
}
