import type { NewCommit } from "../../ports/git-repo.ts";

/** Raw date format: seconds since the epoch, and UTC. */
export function gitDate(at: number): string {
  return `${Math.floor(at / 1000)} +0000`;
}

/**
 * One commit as `git fast-import` reads it; its id is printed at the end. The ref that it wants to write to is forgotten before it is
 * written, and never comes to be.
 * @param given `ref`: one that nobody else names; `tree`: what it begins with in place of its parent's files; `noId`: the id that stands for none in this repository.
 */
export function fastImportStream(
  { parent, files, removed = [], message, author, at }: NewCommit,
  { ref, noId, tree }: { readonly ref: string; readonly noId: string; readonly tree: string | undefined },
): string {
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
    `reset ${ref}`,
    `from ${noId}`,
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
