import type { TagObject } from "../../ports/git-repo.ts";
import type { GitObject } from "./object-parser.ts";

/** The line that begins a signature at the end of a tag: OpenPGP, SSH, or X.509. */
export const signatureStart = /^-----BEGIN (?:PGP SIGNATURE|PGP MESSAGE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m;

/** An annotated tag of a commit, undefined for every other object. */
export function parseTag(object: GitObject | undefined): TagObject | undefined {
  if (object?.type !== "tag") return undefined;
  const text = object.bytes.toString("utf8");
  const blank = text.indexOf("\n\n");
  const headers = new Map(
    text
      .slice(0, blank)
      .split("\n")
      .map((line) => split(line)),
  );
  const [commit, type, name] = [headers.get("object"), headers.get("type"), headers.get("tag")];
  const tagger = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(headers.get("tagger") ?? "");
  if (commit === undefined || name === undefined || type !== "commit" || tagger === null) return undefined;
  const body = text.slice(blank + 2);
  const signature = body.search(signatureStart);
  return {
    name,
    oid: object.oid,
    commit,
    message: signature === -1 ? body : body.slice(0, signature),
    tagger: { name: tagger[1] ?? "", email: tagger[2] ?? "" },
    at: Number(tagger[3]) * 1000,
    signed: signature !== -1,
  };
}

function split(line: string): [string, string] {
  const space = line.indexOf(" ");
  return [line.slice(0, space), line.slice(space + 1)];
}
