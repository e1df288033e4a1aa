import type { Signature } from "../../ports/git-repo.ts";
import { allowedSigners } from "./allowed-signers.ts";
import type { ReadObject } from "./object-reader.ts";
import { gitFailed, type Git } from "./run-git.ts";

/** What git's one letter says of a signature: see `%G?` in git-log(1). */
const words: Readonly<Record<string, Signature["status"]>> = { G: "good", B: "bad", E: "unjudged" };

/** How commits are signed, in the order asked; undefined for what is no commit here. @param commits Ids. */
export async function commitSignatures(git: Git, read: ReadObject, commits: readonly string[]): Promise<(Signature | undefined)[]> {
  const there = (await Promise.all(commits.map((commit) => read(commit)))).map((object) => (object?.type === "commit" ? object : undefined));
  const signed = there.flatMap((object) => (object !== undefined && isSigned(object.bytes) ? [object.oid] : []));
  const judged = signed.length === 0 ? new Map<string, Signature>() : await judge(git, signed);
  return there.map((object) => object && (judged.get(object.oid) ?? { status: "unsigned" }));
}

/** Git calls a commit unsigned, too, when it was never told whom to trust. */
function isSigned(commit: Buffer): boolean {
  return /^gpgsig(?:-sha256)? /m.test(commit.toString("latin1", 0, commit.indexOf("\n\n")));
}

async function judge(git: Git, commits: readonly string[]): Promise<Map<string, Signature>> {
  const args = ["log", "--no-walk=unsorted", "--stdin", "--no-show-signature", "--no-color", "-z", "--format=%H%x1f%G?%x1f%GS%x1f%GF%x1f%GP"];
  const { code, stdout, stderr } = await git.run(args, { input: `${commits.join("\n")}\n` });
  if (code !== 0) throw gitFailed(args, stderr);
  const found = new Map<string, Signature>();
  const signers = await allowedSigners(git);
  for (const line of stdout.split("\0").filter(Boolean)) {
    const [oid = "", letter = "", name = "", ...prints] = line.split("\x1f");
    const status = letter === "N" ? "unjudged" : (words[letter] ?? "untrusted");
    const keys = [...new Set(prints.filter(Boolean))];
    const names = [...new Set([name, ...keys.flatMap((key) => signers.get(key) ?? [])])];
    found.set(oid, { status, ...(status === "good" && { signer: { names, keys } }) });
  }
  return found;
}
