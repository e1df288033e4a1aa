import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import type { Deps, ReleaseProject } from "./release-project.ts";
import { tempFolder } from "./temp-folder.ts";

export interface Acting {
  /** Whose key signs. Default: their own; `none`: nobody's. */
  readonly key?: string;
  /** Their e-mail, where it is not `<name>@example.com`. */
  readonly email?: string;
  /** Milliseconds after the project's start. */
  readonly later?: number;
}

export interface Cast {
  /** Services on the repository under somebody's git identity, and with their key. */
  as(project: ReleaseProject, who: string, how?: Acting): Promise<Deps>;
  /** A commit of files, by somebody and with their key. */
  commit(project: ReleaseProject, who: string, files: Readonly<Record<string, string>>): Promise<void>;
  /** From now on git trusts only these: `["ann", "ann@example.com"]`; `undefined`: git was never told whom. Default: each under their own name. */
  trust(lines?: readonly (readonly [who: string, principals: string])[] | "nobody-told"): void;
  /** `SHA256:…` */
  fingerprint(who: string): string;
  /** Every process that is started now has this environment, of whoever acted last. */
  leave(): void;
}

/** People with keys of their own, all of them trusted. */
export function cast(names: readonly string[]): Cast {
  const folder = tempFolder();
  const signers = join(folder, "allowed_signers");
  const keyOf = (who: string) => join(folder, who);
  for (const who of names) execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", who, "-f", keyOf(who)]);
  let told = true;
  const trust: Cast["trust"] = (lines = names.map((who) => [who, `${who}@example.com`] as const)) => {
    told = lines !== "nobody-told";
    if (lines === "nobody-told") return;
    writeFileSync(signers, lines.map(([who, principals]) => `${principals} ${readFileSync(`${keyOf(who)}.pub`, "utf8")}`).join(""));
  };
  trust();
  const act: Cast["as"] = (project, who, { key = who, email = `${who}@example.com`, later = 0 } = {}) => {
    for (const part of ["AUTHOR", "COMMITTER"]) {
      vi.stubEnv(`GIT_${part}_NAME`, who);
      vi.stubEnv(`GIT_${part}_EMAIL`, email);
    }
    const signs = String(key !== "none");
    const settings = {
      "gpg.format": "ssh",
      "commit.gpgSign": signs,
      "tag.gpgSign": signs,
      ...(key === "none" ? {} : { "user.signingKey": `${keyOf(key)}.pub` }),
      ...(told ? { "gpg.ssh.allowedSignersFile": signers } : {}),
    };
    vi.stubEnv("GIT_CONFIG_COUNT", String(Object.keys(settings).length));
    for (const [at, [name, value]] of Object.entries(settings).entries()) {
      vi.stubEnv(`GIT_CONFIG_KEY_${at}`, name);
      vi.stubEnv(`GIT_CONFIG_VALUE_${at}`, value);
    }
    return project.deps(later);
  };
  return {
    as: act,
    async commit(project, who, files) {
      await act(project, who);
      await project.temp.write(files);
      await project.temp.git("add", "--all");
      await project.temp.git("commit", "--quiet", "--message", "change", `--author=${who} <${who}@example.com>`);
    },
    trust,
    fingerprint: (who) => execFileSync("ssh-keygen", ["-l", "-f", `${keyOf(who)}.pub`], { encoding: "utf8" }).split(" ")[1] ?? "",
    leave: () => vi.unstubAllEnvs(),
  };
}
