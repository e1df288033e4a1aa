import { PromptopsError } from "../core/errors/promptops-error.ts";

const statuses = ["succeeded", "failed", "blocked"] as const;

/** How a run ended, as `--status` says it. @throws PromptopsError `invalid-flag`. */
export function runStatusFlag(text: string | undefined): (typeof statuses)[number] | undefined {
  if (text === undefined) return undefined;
  const status = statuses.find((each) => each === text);
  if (status !== undefined) return status;
  const [message, hint] =
    text === "running" || text === "waiting"
      ? ["A run is listed once it has ended, so none of them is under way.", "Run `promptops jobs list` to see which jobs are running."]
      : [`"${text}" is no way for a run to end.`, `One of ${statuses.map((each) => `\`${each}\``).join(", ")}.`];
  throw new PromptopsError("invalid-flag", message, { where: "--status", hint });
}
