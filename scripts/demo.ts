/**
 * The main job, from an empty folder to a rolled-back release, with the real binary, a real repository and a real remote.
 * No key, no network. `--keep` leaves the folder behind, so that one can go on playing in it.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { styleText } from "node:util";

const binary = join(import.meta.dirname, "..", "bin", "run.js");
const scratch = mkdtempSync(join(tmpdir(), "promptops-demo-"));
const work = join(scratch, "prompts");
const prompt = "prompts/support/triage/prompt.yml";
const keep = process.argv.includes("--keep");

const gitEnvironment = {
  GIT_CONFIG_GLOBAL: join(scratch, "gitconfig"),
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Ada Author",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada Author",
  GIT_COMMITTER_EMAIL: "ada@example.com",
};
const environment = { ...process.env, ...gitEnvironment };

function say(text: string): void {
  process.stdout.write(`\n${styleText("bold", `— ${text}`)}\n`);
}

/** Runs a program in the demo's repository, shows what a user would see, and stops the demo when it ends otherwise than promised. */
function run(program: string, args: readonly string[], expectedExit: number, shown: string): void {
  process.stdout.write(`\n${styleText("cyan", `$ ${shown}`)}\n`);
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: work, env: environment, encoding: "utf8" });
  if (error) throw error;
  process.stdout.write(`${stdout}${stderr}`);
  if (status !== expectedExit) throw new Error(`\`${shown}\` ended with ${status}, not with ${expectedExit}.`);
  if (expectedExit !== 0) process.stdout.write(styleText("dim", `(exit ${status})\n`));
}

function promptops(args: readonly string[], expectedExit = 0): void {
  const shown = args.map((arg) => (/[\s"]/.test(arg) ? JSON.stringify(arg) : arg)).join(" ");
  run(process.execPath, [binary, ...args], expectedExit, `promptops ${shown}`);
}

function git(args: readonly string[], quiet = false): void {
  const { status, stderr } = spawnSync("git", args, { cwd: quiet ? scratch : work, env: environment, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  if (!quiet) process.stdout.write(`${styleText("cyan", `$ git ${args.map((arg) => (/\s/.test(arg) ? JSON.stringify(arg) : arg)).join(" ")}`)}\n`);
}

/** Changes the prompt as an author would in an editor, and commits it. */
function edit(change: (text: string) => string, message: string): void {
  const path = join(work, prompt);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`The demo's edit "${message}" changes nothing: the starter and the demo have drifted apart.`);
  writeFileSync(path, after);
  git(["commit", "--quiet", "--all", "--message", message]);
}

function demo(): void {
  say("A new prompt repository, and a remote to share it with.");
  mkdirSync(work);
  writeFileSync(gitEnvironment.GIT_CONFIG_GLOBAL, "[init]\n\tdefaultBranch = main\n");
  git(["init", "--quiet", "--bare", "remote.git"], true);
  promptops(["init", "--yes"]);
  git(["add", "--all"]);
  git(["commit", "--quiet", "--message", "Start the prompt repository"]);
  git(["remote", "add", "origin", join(scratch, "remote.git")]);
  git(["push", "--quiet", "--set-upstream", "origin", "main"]);

  say("The prompt is a file. Is everything in order, and how good is it?");
  promptops(["validate"]);
  promptops(["eval", "support/triage"], 1);

  say("Good enough for a first release: a tag with its evidence, then staging, then production.");
  promptops(["publish", "support/triage"]);
  promptops(["promote", "support/triage@1.0.0", "staging"]);
  promptops(["promote", "support/triage@1.0.0", "production"]);

  say('Somebody tidies up: "the rule about refunds is obvious". The gate does not think so.');
  edit((text) => text.replace(/ +When two teams could answer:\n +- A duplicate charge.*\n\n/, ""), "Shorten the triage prompt");
  promptops(["publish", "support/triage"], 1);

  say("The rule comes back, with one for cancellations beside it. Measurably not worse: published.");
  git(["revert", "--no-edit", "HEAD"]);
  edit(
    (text) => text.replace(/( +- )(A duplicate charge.*\n)/, "$1$2$1To cancel, upgrade or downgrade a subscription is billing.\n"),
    "Say where cancellations go",
  );
  promptops(["diff", "support/triage"]);
  promptops(["publish", "support/triage"]);
  promptops(["promote", "support/triage@1.0.1", "staging"]);
  promptops(["promote", "support/triage@1.0.1", "production"]);

  say("Customers complain all the same. Back to what was live before: no model, no gate, a reason.");
  promptops(["rollback", "support/triage", "production", "--reason", "Cancellations reach the wrong desk since this morning"]);
  promptops(["live"]);
  promptops(["history", "support/triage"]);

  say("Everything above can be checked again from git alone.");
  promptops(["verify"]);
}

try {
  demo();
  process.stdout.write(
    `\n${styleText("green", "The demo went as promised.")} ${keep ? `It is in ${work}.` : "Run `npm run demo -- --keep` to go on playing in its repository."}\n`,
  );
} finally {
  if (!keep) rmSync(scratch, { recursive: true, force: true });
}
