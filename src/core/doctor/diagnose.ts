import type { DoctorCheck } from "../results/doctor.ts";
import type { Facts } from "./facts.ts";

const oldestNode = [22, 13] as const;
/** `core.fsync` came with it: without it a power cut may lose what git said it had written. */
const oldestGit = [2, 36] as const;

/** What the facts mean for somebody who wants to work: every check with its fix, in the order in which to mend them. */
export function diagnose(facts: Facts): DoctorCheck[] {
  return [...programs(facts), ...repository(facts), ...project(facts), ...remote(facts), ...unfinished(facts)];
}

function* programs({ nodeVersion, gitVersion }: Facts): Generator<DoctorCheck> {
  yield atLeast(nodeVersion, oldestNode)
    ? ok("node", `Node ${nodeVersion}.`)
    : problem("node", `Node ${nodeVersion} is too old.`, `Install Node ${oldestNode.join(".")} or newer.`);
  if (gitVersion === undefined) yield problem("git", "There is no git on the PATH.", `Install git ${oldestGit.join(".")} or newer.`);
  else if (atLeast(gitVersion, oldestGit)) yield ok("git", `${gitVersion}.`);
  else yield problem("git", `${gitVersion} is too old.`, `Install git ${oldestGit.join(".")} or newer.`);
}

function* repository({ repository, identity, privateFolder }: Facts): Generator<DoctorCheck> {
  if ("trouble" in repository) {
    yield problem("repository", repository.trouble, repository.fix);
    return;
  }
  yield ok("repository", `The repository is ${repository.root}.`);
  if (identity === undefined) {
    yield problem(
      "identity",
      "git does not know who you are.",
      'Run `git config --global user.name "Your Name"` and `git config --global user.email you@example.com`.',
    );
  } else yield ok("identity", `You work as ${identity.name} <${identity.email}>.`);
  if (privateFolder === undefined) return;
  if (privateFolder.writable) yield ok("private-folder", `${privateFolder.path} can be written.`);
  else
    yield problem(
      "private-folder",
      `${privateFolder.path} cannot be written.`,
      "Give yourself write permission there, or make room on its disk: caches, locks and evaluations live in it.",
    );
}

function* project({ project, keys = [] }: Facts): Generator<DoctorCheck> {
  if (project === undefined) return;
  if ("trouble" in project) yield problem("project", project.trouble, project.fix);
  else yield ok("project", `The project has ${project.prompts === 1 ? "1 prompt" : `${project.prompts} prompts`}.`);
  for (const { of, name, variable, present } of keys) {
    const [whose, what] = of === "provider" ? [`Provider "${name}"`, "key"] : [`Destination "${name}"`, "secret"];
    if (present) yield ok(`${of}-key`, `${whose} has its ${what} in ${variable}.`);
    else
      yield problem(
        `${of}-key`,
        `${whose} needs a ${what} in ${variable}, which is not set.`,
        `Run \`export ${variable}=…\` with your ${what}, or set it as a secret where this runs.`,
      );
  }
}

function* remote({ remote, unpushedReleases }: Facts): Generator<DoctorCheck> {
  if (remote === undefined) return;
  const { name, url, reached, base } = remote;
  if (url === undefined) {
    yield note("remote", `There is no remote "${name}": releases stay in this clone.`, `Run \`git remote add ${name} <url>\` when others should see them.`);
    return;
  }
  if (reached === undefined) yield ok("remote", `Releases go to "${name}", ${url}. Ask it with --online.`);
  else if (reached === true) yield ok("remote", `"${name}" answers at ${url}.`);
  else yield problem("remote", reached.trouble, reached.fix);
  if (base === undefined)
    yield note(
      "base-branch",
      `Nobody knows here which branch of "${name}" is its base: where the remote does not say either, a promotion goes by the policy of whatever is checked out.`,
      `Run \`git remote set-head ${name} --auto\`, or name the branch in place of \`--auto\`.`,
    );
  else yield ok("base-branch", `Policies of environments hold as ${base} has them.`);
  if (unpushedReleases === true)
    yield note("releases", `Some releases are not on "${name}" yet.`, "The next publish, promote or rollback that reaches it takes them along.");
}

function* unfinished({ unfinishedEvaluations = 0 }: Facts): Generator<DoctorCheck> {
  if (unfinishedEvaluations === 0) return;
  const count = unfinishedEvaluations === 1 ? "1 evaluation was" : `${unfinishedEvaluations} evaluations were`;
  yield note("evaluations", `${count} not finished.`, "Run `promptops eval --resume` to go on with the newest one.");
}

/** Compares the first two numbers in a text like `git version 2.39.5 (Apple Git-154)`. */
function atLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, foundMajor = 0, foundMinor = 0] = (/(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
}

const ok = (name: DoctorCheck["name"], message: string): DoctorCheck => ({ name, outcome: "ok", message });
const note = (name: DoctorCheck["name"], message: string, fix: string): DoctorCheck => ({ name, outcome: "note", message, fix });
const problem = (name: DoctorCheck["name"], message: string, fix: string): DoctorCheck => ({ name, outcome: "problem", message, fix });
