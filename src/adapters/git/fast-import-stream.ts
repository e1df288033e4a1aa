import type { NewCommit } from "../../ports/git-repo.ts";

/** Raw date format: seconds since the epoch, and UTC. */
export function gitDate(at: number): string {
  return `${Math.floor(at / 1000)} +0000`;
}

/** One commit as `git fast-import` reads it; its id is printed at the end. @param tree What it begins with in place of its parent's files. */
export function fastImportStream(ref: string, { parent, files, removed = [], message, author, at }: NewCommit, tree?: string): string {
  return [
    `commit ${ref}`,
    "mark :1",
    `committer ${plain(author.name)} <${plain(author.email)}> ${gitDate(at)}`,
    data(message),
    ...(parent === undefined ? [] : [`from ${parent}`]),
    ...(tree === undefined ? [] : [`M 040000 ${tree} ""`]),
    ...removed.map((path) => `D ${quoted(path)}`),
    ...Object.entries(files).map(([path, text]) => `M 100644 inline ${quoted(path)}\n${data(text)}`),
    "get-mark :1",
    "done",
    "",
  ].join("\n");
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}

/** Git leaves these out of names, too: they would end the field. */
function plain(text: string): string {
  return text.replaceAll(/[<>\n\r\0]/g, "").trim();
}

function quoted(path: string): string {
  return `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
