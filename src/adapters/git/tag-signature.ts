import type { Signer } from "../../core/release/signer.ts";
import type { Signature } from "../../ports/git-repo.ts";
import { allowedSigners } from "./allowed-signers.ts";
import { gitWords, type Git } from "./run-git.ts";

const unjudged = /allowedSignersFile needs to be configured|No public key|Unable to open allowed keys file/i;

/** What git makes of a tag's signature, by the user's own settings (`gpg.ssh.allowedSignersFile`, the GPG keyring). */
export async function tagSignature(git: Git, tagOid: string): Promise<Signature> {
  const { code, stderr } = await git.run(["verify-tag", "--end-of-options", tagOid]);
  const detail = gitWords(stderr);
  if (code === 0) return { status: "good", signer: await signerOf(git, tagOid, stderr), detail };
  if (/no signature found/.test(stderr)) return { status: "unsigned" };
  if (unjudged.test(stderr)) return { status: "unjudged", detail };
  const bad = /BAD signature|incorrect signature|Signature verification failed|Could not verify signature/i.test(stderr);
  return { status: bad ? "bad" : "untrusted", detail };
}

/** Git tells it of commits by a format, of tags in words only: its own for SSH, those of GnuPG (`doc/DETAILS` there) for OpenPGP. */
async function signerOf(git: Git, tagOid: string, told: string): Promise<Signer> {
  const [, name, key] = /^Good "git" signature for (.+) with \S+ key (SHA256:\S+)$/m.exec(told) ?? [];
  if (name !== undefined && key !== undefined) return { names: [...new Set([name, ...((await allowedSigners(git)).get(key) ?? [])])], keys: [key] };
  const { stderr: raw } = await git.run(["verify-tag", "--raw", "--end-of-options", tagOid]);
  const [, owner] = /^\[GNUPG:\] GOODSIG \S+ (.+)$/m.exec(raw) ?? [];
  const [, own, primary] = /^\[GNUPG:\] VALIDSIG (\S+)(?: \S+){8} (\S+)$/m.exec(raw) ?? [];
  const keys = [own, primary].filter((print) => print !== undefined);
  return { names: owner === undefined ? [] : [owner], keys: [...new Set(keys)] };
}
