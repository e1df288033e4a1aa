import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { verify } from "../../src/services/verify.ts";
import { promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const prompt = "billing/summarize";

async function signing({ temp }: ReleaseProject): Promise<{ readonly trust: () => void }> {
  const folder = tempFolder();
  const key = join(folder, "key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "ada", "-f", key]);
  const signers = join(folder, "allowed_signers");
  writeFileSync(signers, "");
  const settings = {
    "gpg.format": "ssh",
    "user.signingKey": `${key}.pub`,
    "tag.gpgSign": "true",
    "commit.gpgSign": "true",
    "gpg.ssh.allowedSignersFile": signers,
  };
  for (const [name, value] of Object.entries(settings)) await temp.git("config", name, value);
  return { trust: () => writeFileSync(signers, `ada@example.com ${readFileSync(`${key}.pub`, "utf8")}`) };
}

test("versions and entries are signed where git signs; a policy takes what it trusts, and verify tells it apart", async () => {
  const project = await releaseProject(promptFiles({ cases: 3 }));
  const { trust } = await signing(project);
  await project.temp.commit({
    ".promptops.yml":
      "schema_version: 1\nproviders:\n  demo: { kind: scripted, rules: rules.yml }\nenvironments:\n  staging: { signed: true }\nrelease: { target: staging }\n",
  });
  const deps = await project.deps();
  await publish(deps, { prompt });
  const version = `${prompt}@1.0.0`;
  expect(await promote(deps, { version, environment: "staging" })).toMatchObject({ refusals: [{ code: "signature-missing" }] });
  expect((await verify(deps, {})).log).toContainEqual({
    check: "signature",
    outcome: "note",
    message: "0 of 1 entries are signed by somebody whom git trusts here, 1 by somebody whom git has no reason to trust.",
  });
  trust();
  expect(await promote(deps, { version, environment: "staging" })).toMatchObject({ outcome: "promoted" });
  const verified = await verify(deps, {});
  expect(verified).toMatchObject({ sound: true, entries: 2 });
  expect(verified.log).toContainEqual({ check: "signature", outcome: "ok", message: "2 of 2 entries are signed by somebody whom git trusts here." });
});

test("an entry that cannot be signed as git is set to is not written", async () => {
  const project = await releaseProject(promptFiles({ cases: 3 }));
  await project.temp.git("config", "gpg.format", "ssh");
  await project.temp.git("config", "user.signingKey", join(tempFolder(), "no-such-key.pub"));
  await project.temp.git("config", "commit.gpgSign", "true");
  await expect(publish(await project.deps(), { prompt })).rejects.toMatchObject({ code: "commit-not-signed", exit: "environment" });
  expect(await project.temp.git("for-each-ref", "refs/tags", "refs/heads/promptops", "refs/promptops")).toBe("");
});
