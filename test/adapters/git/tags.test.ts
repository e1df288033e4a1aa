import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openGitRepo } from "../../../src/adapters/git/open-git-repo.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { tempRepo, type TempRepo } from "../../helpers/temp-repo.ts";

const at = Date.UTC(2026, 10, 20, 9);
const message = 'billing/summarize 1.2.0: 87 → 91 of 100.\n\n# not a comment\n\n{\n  "a": 1\n}\n';

async function repository(...options: string[]): Promise<{ temp: TempRepo; commit: string }> {
  const temp = await tempRepo(...options);
  return { temp, commit: await temp.commit({ "a.txt": "a" }) };
}

describe("tags", () => {
  test.each([[[]], [["--object-format=sha256"]]])("are written once, word for word, and read back (%j)", async (options) => {
    const { temp, commit } = await repository(...options);
    const repo = await openGitRepo(temp.root);
    const oid = await repo.createTag({ name: "billing/summarize@1.2.0", commit, message, at });
    expect(await repo.readTags(["billing/summarize@1.2.0", "no/such@1.0.0"])).toEqual([
      { name: "billing/summarize@1.2.0", oid, commit, message, tagger: { name: "Ada Author", email: "ada@example.com" }, at, signed: false },
      undefined,
    ]);
    await temp.commit({ "a.txt": "b" });
    await expect(repo.createTag({ name: "billing/summarize@1.2.0", commit: await temp.git("rev-parse", "HEAD"), message, at })).rejects.toMatchObject({
      code: "tag-exists",
    });
    expect(await temp.git("rev-parse", "billing/summarize@1.2.0^{commit}")).toBe(commit);
    expect(await repo.verifySignature(oid)).toEqual({ status: "unsigned" });
  });

  test("are listed by pattern, word for word before the star", async () => {
    const { temp, commit } = await repository();
    const repo = await openGitRepo(temp.root);
    for (const name of ["a@1.0.0", "a@1.1.0", "a/b@1.0.0", "ab@1.0.0"]) await repo.createTag({ name, commit, message, at });
    expect((await repo.refs("refs/tags/a@*")).map(({ name }) => name)).toEqual(["refs/tags/a@1.0.0", "refs/tags/a@1.1.0"]);
    expect(await repo.refs("refs/tags/")).toHaveLength(4);
  });

  test("of other kinds are none of ours", async () => {
    const { temp } = await repository();
    await temp.git("tag", "light@1.0.0");
    await temp.git("tag", "-a", "-m", "a blob", "blob@1.0.0", "HEAD:a.txt");
    const repo = await openGitRepo(temp.root);
    expect(await repo.readTags(["light@1.0.0", "blob@1.0.0"])).toEqual([undefined, undefined]);
  });

  test("are signed when the user's git signs, and tell whom to trust", async () => {
    const { temp, commit } = await repository();
    const folder = tempFolder();
    const key = join(folder, "key");
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "ada", "-f", key]);
    await temp.git("config", "gpg.format", "ssh");
    await temp.git("config", "user.signingKey", `${key}.pub`);
    await temp.git("config", "tag.gpgSign", "true");
    const repo = await openGitRepo(temp.root);
    const oid = await repo.createTag({ name: "a@1.0.0", commit, message, at });
    expect(await repo.readTags(["a@1.0.0"])).toMatchObject([{ signed: true, message }]);

    expect(await repo.verifySignature(oid)).toMatchObject({ status: "unjudged" });
    const signers = join(folder, "allowed_signers");
    await temp.git("config", "gpg.ssh.allowedSignersFile", signers);
    writeFileSync(signers, "");
    expect(await repo.verifySignature(oid)).toMatchObject({ status: "untrusted" });
    writeFileSync(signers, `ada@example.com ${execFileSync("cat", [`${key}.pub`], { encoding: "utf8" })}`);
    expect(await repo.verifySignature(oid)).toMatchObject({ status: "good", detail: expect.stringContaining("ada@example.com") });

    const object = await temp.git("cat-file", "tag", "a@1.0.0");
    const forged = execFileSync("git", ["hash-object", "-t", "tag", "-w", "--stdin"], {
      cwd: temp.root,
      input: `${object.replace("87", "99")}\n`,
      encoding: "utf8",
    }).trim();
    expect(await repo.verifySignature(forged)).toMatchObject({ status: "bad" });
  });

  test("are not written at all when they cannot be signed as the user wants", async () => {
    const { temp, commit } = await repository();
    await temp.git("config", "gpg.format", "ssh");
    await temp.git("config", "user.signingKey", join(tempFolder(), "no-such-key.pub"));
    await temp.git("config", "tag.gpgSign", "true");
    const repo = await openGitRepo(temp.root);
    await expect(repo.createTag({ name: "a@1.0.0", commit, message, at })).rejects.toMatchObject({ code: "tag-not-signed", exit: "environment" });
    expect(await repo.refs("refs/tags/")).toEqual([]);
  });
});
