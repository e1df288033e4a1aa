import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { PushRef, RemoteLook } from "../../ports/git-repo.ts";
import { durable } from "./durable.ts";
import { listRefs } from "./refs.ts";
import { gitWords, type Git, type GitOutput } from "./run-git.ts";
import { withoutCredentials } from "./without-credentials.ts";

/** Long enough for a slow forge, short enough for an incident. */
const timeoutMs = 60_000;
const heads = "refs/heads/";
const tags = "refs/tags/";
/** How git, ssh and the forges say "I do not know you"; only the exit code depends on these words. */
const authentication =
  /authentication failed|could not read (?:username|password)|permission denied|access denied|invalid (?:username|credentials)|\b40[13]\b|terminal prompts disabled|host key verification failed|not authori[sz]ed|unauthori[sz]ed/i;

export async function remoteUrl(git: Git, remote: string): Promise<string | undefined> {
  const { code, stdout } = await git.run(["remote", "get-url", "--end-of-options", remote]);
  return code === 0 ? withoutCredentials(stdout.trim()) : undefined;
}

export async function remoteRefs(git: Git, remote: string, patterns: readonly string[]): Promise<Map<string, string>> {
  const out = await git.run(["ls-remote", "--refs", "--quiet", ...kindsOf(patterns), "--end-of-options", remote, ...patterns], { timeoutMs });
  if (out.code !== 0) throw unreachable(remote, out);
  return refsIn(out.stdout);
}

function refsIn(stdout: string): Map<string, string> {
  const lines = stdout.split("\n").filter(Boolean);
  return new Map(lines.map((line) => [line.slice(line.indexOf("\t") + 1), line.slice(0, line.indexOf("\t"))]));
}

/** Only git's options for whole kinds are told to the remote, which else names all it has: patterns are looked at here. */
function kindsOf(patterns: readonly string[]): string[] {
  const kinds = [
    { start: heads, option: "--heads" },
    { start: tags, option: "--tags" },
  ].map(({ start, option }) => ({ option, of: patterns.filter((pattern) => pattern.startsWith(start)).length }));
  const isAll = kinds.reduce((sum, { of }) => sum + of, 0) === patterns.length;
  return isAll ? kinds.flatMap(({ option, of }) => (of > 0 ? [option] : [])) : [];
}

export async function remoteLook(git: Git, remote: string, patterns: readonly string[]): Promise<RemoteLook> {
  const out = await git.run(["ls-remote", "--symref", "--quiet", "--end-of-options", remote, "HEAD", ...patterns], { timeoutMs });
  if (out.code !== 0) throw unreachable(remote, out);
  const [, branch] = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(out.stdout) ?? [];
  const [, oid] = /^([0-9a-f]{40,64})\tHEAD$/m.exec(out.stdout) ?? [];
  const head = branch === undefined || oid === undefined ? undefined : { branch, oid };
  // Where git is asked for HEAD, it tells of whatever ends so, and of what a tag points at.
  const refs = [...refsIn(out.stdout)].filter(([name]) => name.startsWith("refs/") && !name.endsWith("/HEAD") && !name.endsWith("^{}"));
  return { head, refs: new Map(refs) };
}

export async function fetchRefs(git: Git, remote: string, refs: readonly string[], depth?: number, gone?: "forgotten"): Promise<string[]> {
  const options = [
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-auto-maintenance",
    "--no-recurse-submodules",
    gone === undefined ? "--no-prune" : "--prune",
    "--no-prune-tags",
    ...(depth === undefined ? [] : [`--depth=${depth}`]),
  ];
  const out = await git.run([...durable, "fetch", ...options, "--end-of-options", remote, ...refs.map((ref) => refspec(remote, ref))], {
    timeoutMs,
  });
  if (out.code === 0) return [];
  // 1 = it was reached, and some refs were left as they are: tags that exist here with another content.
  if (out.code !== 1) throw unreachable(remote, out);
  const there = await remoteRefs(
    git,
    remote,
    refs.filter((ref) => ref.startsWith(tags)),
  );
  // Git's `*` stops at a slash, and names of versions have slashes: whole folders are listed.
  const folders = new Set(refs.filter((ref) => ref.startsWith(tags)).map((ref) => ref.slice(0, ref.lastIndexOf("/") + 1)));
  const here = new Map((await Promise.all([...folders].map((folder) => listRefs(git, folder)))).flat().map(({ name, oid }) => [name, oid]));
  const other = [...there].filter(([name, oid]) => here.has(name) && here.get(name) !== oid).map(([name]) => name.slice(tags.length));
  if (other.length === 0) throw unreachable(remote, out);
  return other;
}

/** A branch's name ends in `*`, because git gives up on a whole fetch for one exact name that the remote does not have. */
function refspec(remote: string, ref: string): string {
  if (ref.startsWith(tags)) return `${ref}:${ref}`;
  const pattern = `${ref.slice(heads.length, -1)}*`;
  return `+${heads}${pattern}:refs/remotes/${remote}/${pattern}`;
}

/** What became of a push is read from the remote itself: a forge may refuse in any words, and an answer may be lost after success. */
export async function pushAtomically(git: Git, remote: string, refs: readonly PushRef[]): Promise<"pushed" | "rejected"> {
  const leases = refs.flatMap(({ ref, replaces }) => (replaces === undefined && !ref.startsWith(tags) ? [] : [`--force-with-lease=${ref}:${replaces ?? ""}`]));
  const options = ["--atomic", "--porcelain", "--quiet", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", ...leases];
  const out = await git.run(["push", ...options, "--end-of-options", remote, ...refs.map(({ ref, oid }) => `${oid}:${ref}`)], { timeoutMs });
  if (out.code === 0) return "pushed";
  const there = await remoteRefs(
    git,
    remote,
    refs.map(({ ref }) => ref),
  );
  if (refs.every(({ ref, oid }) => there.get(ref) === oid)) return "pushed";
  for (const each of refs) if (await isAhead(git, there.get(each.ref), each)) return "rejected";
  const words = gitWords(out.stderr);
  const asked = refs.length > 3 ? `${refs.length} refs` : refs.map(({ ref }) => shortName(ref)).join(", ");
  if (authentication.test(out.stderr)) throw new PromptopsError("remote-authentication", `The remote ${remote} does not let you write ${asked}: ${words}.`);
  throw new PromptopsError("remote-refused", `The remote ${remote} refused the push of ${asked}: ${words}.`, {
    hint: `These are the remote's words: it may protect ${whatWasPushed(refs)} from you. Nothing was left half-done.`,
  });
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|tags)\//, "");
}

function whatWasPushed(refs: readonly PushRef[]): string {
  const branches = refs.filter(({ ref }) => ref.startsWith(heads)).map(({ ref }) => `\`${shortName(ref)}\``);
  const ofTags = refs.filter(({ ref }) => ref.startsWith(tags)).map(({ ref }) => `\`${shortName(ref)}\``);
  const named = [...branches, ...(ofTags.length === 0 ? [] : [ofTags.length === 1 ? `the tag ${ofTags.join("")}` : "the tags"])];
  return named.join(" or ") || "what was pushed";
}

/** Has the remote something at this ref that our push would not simply continue? */
async function isAhead(git: Git, there: string | undefined, { ref, oid: ours, replaces }: PushRef): Promise<boolean> {
  if (replaces !== undefined) return there !== replaces;
  if (there === undefined || there === ours) return false;
  if (ref.startsWith(tags)) return true;
  const { code } = await git.run(["merge-base", "--is-ancestor", "--end-of-options", there, ours]);
  return code !== 0;
}

export function unreachable(remote: string, { code, stderr }: GitOutput): PromptopsError {
  if (code === undefined) return new PromptopsError("remote-unreachable", `The remote ${remote} did not answer within ${timeoutMs / 1000} seconds.`);
  const words = gitWords(stderr);
  if (authentication.test(stderr)) return new PromptopsError("remote-authentication", `The remote ${remote} does not know you: ${words}.`);
  return new PromptopsError("remote-unreachable", `The remote ${remote} cannot be reached: ${words}.`);
}
