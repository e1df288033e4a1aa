import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "./stage.ts";

const prompt = "prompts/support/triage/prompt.yml";

/** From an empty folder to a release that was rolled back. */
export function releases(stage: Stage): void {
  const { scratch, work } = stage;
  stage.say("A new prompt repository, and a remote to share it with.");
  mkdirSync(work);
  stage.git(["init", "--quiet", "--bare", "remote.git"], true);
  stage.promptops(["init", "--yes"]);
  stage.git(["add", "--all"]);
  stage.git(["commit", "--quiet", "--message", "Start the prompt repository"]);
  stage.git(["remote", "add", "origin", join(scratch, "remote.git")]);
  stage.git(["push", "--quiet", "--set-upstream", "origin", "main"]);

  stage.say("The prompt is a file. Is everything in order, and how good is it?");
  stage.promptops(["validate"]);
  stage.promptops(["eval", "support/triage"], 1);

  stage.say("Good enough for a first release: a tag with its evidence, then staging, then production.");
  stage.promptops(["publish", "support/triage"]);
  stage.promptops(["promote", "support/triage@1.0.0", "staging"]);
  stage.promptops(["promote", "support/triage@1.0.0", "production"]);

  stage.say('Somebody tidies up: "the rule about refunds is obvious". The gate does not think so.');
  stage.edit(prompt, (text) => text.replace(/ +When two teams could answer:\n +- A duplicate charge.*\n\n/, ""), "Shorten the triage prompt");
  stage.promptops(["publish", "support/triage"], 1);

  stage.say("The rule comes back, with one for cancellations beside it. Measurably not worse: published.");
  stage.git(["revert", "--no-edit", "HEAD"]);
  stage.edit(
    prompt,
    (text) => text.replace(/( +- )(A duplicate charge.*\n)/, "$1$2$1To cancel, upgrade or downgrade a subscription is billing.\n"),
    "Say where cancellations go",
  );
  stage.promptops(["diff", "support/triage"]);
  stage.promptops(["publish", "support/triage"]);
  stage.promptops(["promote", "support/triage@1.0.1", "staging"]);
  stage.promptops(["promote", "support/triage@1.0.1", "production"]);

  stage.say("Customers complain all the same. Back to what was live before: no model, no gate, a reason.");
  stage.promptops(["rollback", "support/triage", "production", "--reason", "Cancellations reach the wrong desk since this morning"]);
  stage.promptops(["live"]);
  stage.promptops(["history", "support/triage"]);

  stage.say("Everything above can be checked again from git alone.");
  stage.promptops(["verify"]);
}
