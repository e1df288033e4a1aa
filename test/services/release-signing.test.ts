import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Job } from "../../src/core/model/job.ts";
import { approve } from "../../src/services/approve.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { viewLog } from "../../src/services/release/view-log.ts";
import { resolveVersion } from "../../src/services/run-due/resolve-version.ts";
import { verify } from "../../src/services/verify.ts";
import { promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const prompt = "billing/summarize";

function hasGpg(): boolean {
  return spawnSync("gpg", ["--version"], { stdio: "ignore" }).status === 0;
}

/** A new key that the repository signs with from now on. */
async function keyIn({ temp }: ReleaseProject, name: string): Promise<{ readonly line: (email: string) => string }> {
  const key = join(tempFolder(), name);
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key]);
  await temp.git("config", "user.signingKey", `${key}.pub`);
  return { line: (email) => `${email} ${readFileSync(`${key}.pub`, "utf8")}` };
}

/** @returns `trust` says whom git trusts from now on; Ada when nobody is named. */
async function signing(project: ReleaseProject): Promise<{ readonly trust: (lines?: string) => void }> {
  const { temp } = project;
  const ada = await keyIn(project, "ada");
  const signers = join(tempFolder(), "allowed_signers");
  writeFileSync(signers, "");
  const settings = {
    "gpg.format": "ssh",
    "tag.gpgSign": "true",
    "commit.gpgSign": "true",
    "gpg.ssh.allowedSignersFile": signers,
  };
  for (const [name, value] of Object.entries(settings)) await temp.git("config", name, value);
  return { trust: (lines = "") => writeFileSync(signers, lines === "none" ? "" : `${ada.line("ada@example.com")}${lines}`) };
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
  expect(await promote(deps, { version, environment: "staging" })).toMatchObject({
    refusals: [{ code: "publisher-not-proven" }, { code: "signature-missing" }],
  });
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

  // What a canary takes back is signed by whoever promoted it, as everything else.
  const canary = "environments:\n  staging: { signed: true, gate: { mode: smoke, after_promote: { canary: { min_cases: 99 } } } }\n";
  await project.temp.commit({
    ...promptFiles({ cases: 3, more: "Two." }),
    ".promptops.yml": `schema_version: 1\nproviders:\n  demo: { kind: scripted, rules: rules.yml }\n${canary}`,
  });
  await publish(deps, { prompt });
  expect(await promote(deps, { version: `${prompt}@1.0.1`, environment: "staging" })).toMatchObject({ outcome: "rolled-back" });
  const { sound, log } = await verify(deps, {});
  expect(sound).toBe(true);
  expect(log).toContainEqual({ check: "signature", outcome: "ok", message: "5 of 5 entries are signed by somebody whom git trusts here." });
});

test("where signatures count, an approval is whose signature its entry carries, and what runs is verified before it does", async () => {
  const project = await releaseProject(promptFiles({ cases: 3 }));
  await project.temp.commit({
    ".promptops.yml":
      "schema_version: 1\nproviders:\n  demo: { kind: scripted, rules: rules.yml }\nenvironments:\n  staging: { signed: true, approvals: 1, verify_on_read: true }\nrelease: { target: staging }\n",
  });
  const { trust } = await signing(project);
  const ada = await project.temp.git("config", "user.signingKey");
  await publish(await project.deps(), { prompt });
  const version = `${prompt}@1.0.0`;
  const approveAs = async (email: string) => {
    for (const part of ["AUTHOR", "COMMITTER"]) vi.stubEnv(`GIT_${part}_EMAIL`, email);
    try {
      return await approve(await project.deps(), { version, environment: "staging" });
    } finally {
      vi.unstubAllEnvs();
    }
  };
  trust();
  // Signed by Ada's key, in Ben's name.
  await expect(approveAs("ben@example.com")).rejects.toMatchObject({ code: "approval-not-signed" });
  const deps = await project.deps();
  expect(await promote(deps, { version, environment: "staging" })).toMatchObject({ outcome: "refused", refusals: [{ code: "approvals-missing" }] });
  const second = await keyIn(project, "cleo");
  trust(second.line("cleo@example.com"));
  await approveAs("cleo@example.com");
  await expect(approveAs("ada@example.com")).rejects.toMatchObject({ code: "approval-not-signed" });
  await project.temp.git("config", "user.signingKey", ada);
  expect(await promote(deps, { version, environment: "staging" })).toMatchObject({ outcome: "promoted" });

  const { state } = await viewLog(deps.git, undefined, "all");
  const job: Job = { schema_version: 1, prompt, environment: "staging", every: "1h" };
  const rules = { green: true, environments: { staging: { verify_on_read: true } } };
  expect(await resolveVersion(deps.git, state, job, undefined, rules)).toHaveProperty("released");
  trust("none");
  const { state: again } = await viewLog(deps.git, undefined, "all");
  expect(await resolveVersion(deps.git, again, job, undefined, rules)).toMatchObject({
    blocked: { code: "signature-missing", message: expect.stringContaining("staging asks") },
  });
  expect(await resolveVersion(deps.git, again, job, undefined, { ...rules, environments: { staging: {} } })).toHaveProperty("released");
});

test.skipIf(!hasGpg())("GPG signs and is trusted by git's own settings, too", { timeout: 60_000 }, async () => {
  const project = await releaseProject(promptFiles({ cases: 3 }));
  // The socket of its agent must fit into a hundred letters.
  const home = mkdtempSync("/tmp/po-gpg-");
  vi.stubEnv("GNUPGHOME", home);
  try {
    execFileSync(
      "gpg",
      [
        "--batch",
        "--quiet",
        "--pinentry-mode",
        "loopback",
        "--passphrase",
        "",
        "--quick-generate-key",
        "Ada Author <ada@example.com>",
        "ed25519",
        "sign",
        "never",
      ],
      { stdio: "ignore" },
    );
    for (const [name, value] of Object.entries({ "tag.gpgSign": "true", "commit.gpgSign": "true", "user.signingKey": "ada@example.com" }))
      await project.temp.git("config", name, value);
    const deps = await project.deps();
    await publish(deps, { prompt });
    const verified = await verify(deps, {});
    expect(verified).toMatchObject({ sound: true });
    expect([...verified.log, ...(verified.versions[0]?.checks ?? [])].filter(({ check }) => check === "signature").map(({ outcome }) => outcome)).toEqual([
      "ok",
      "ok",
    ]);
    const tip = await project.temp.git("rev-parse", "promptops/releases");
    expect(await deps.git.commitSignatures([tip])).toMatchObject([
      { status: "good", signer: { names: ["Ada Author <ada@example.com>"], keys: [expect.stringMatching(/^[0-9A-F]{40}$/)] } },
    ]);
  } finally {
    execFileSync("gpgconf", ["--kill", "all"], { stdio: "ignore" });
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true, force: true });
  }
});

test("an entry that cannot be signed as git is set to is not written", async () => {
  const project = await releaseProject(promptFiles({ cases: 3 }));
  await project.temp.git("config", "gpg.format", "ssh");
  await project.temp.git("config", "user.signingKey", join(tempFolder(), "no-such-key.pub"));
  await project.temp.git("config", "commit.gpgSign", "true");
  await expect(publish(await project.deps(), { prompt })).rejects.toMatchObject({ code: "commit-not-signed", exit: "environment" });
  expect(await project.temp.git("for-each-ref", "refs/tags", "refs/heads/promptops", "refs/promptops")).toBe("");
});
