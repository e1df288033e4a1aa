import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Git } from "./run-git.ts";

/**
 * Every name of an SSH key by its fingerprint, as the user's list of allowed signers has them: git itself tells only the first that fits. Lines
 * with options (`valid-before=…`) give no further names: whether they hold is for git to say. Format: ALLOWED SIGNERS in ssh-keygen(1).
 */
export async function allowedSigners(git: Git): Promise<ReadonlyMap<string, readonly string[]>> {
  const { stdout } = await git.run(["config", "--type=path", "--get", "gpg.ssh.allowedSignersFile"]);
  const path = stdout.trim();
  const text = path === "" ? "" : await readFile(resolve(git.folder, path), "utf8").catch(() => "");
  const found = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    const [, quoted, plain = "", key] = /^\s*(?:"([^"]*)"|([^\s"#]+))\s+(?:ssh-|sk-ssh-|ecdsa-|sk-ecdsa-)\S+\s+([A-Za-z0-9+/]+=*)/.exec(line) ?? [];
    if (key === undefined) continue;
    const print = fingerprint(key);
    found.set(print, [...(found.get(print) ?? []), ...(quoted ?? plain).split(",").filter((name) => name !== "" && !name.startsWith("!"))]);
  }
  return found;
}

/** As ssh-keygen writes it. */
function fingerprint(base64: string): string {
  return `SHA256:${createHash("sha256").update(Buffer.from(base64, "base64")).digest("base64").replace(/=+$/, "")}`;
}
