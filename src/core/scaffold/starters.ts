import { nearest } from "../errors/nearest.ts";
import { PromptopsError } from "../errors/promptops-error.ts";

/** The repository skeletons in `templates/`, each with what it is good for. */
export const starters = {
  basic: "A support inbox: one prompt, 67 tickets, two environments. Works without a key.",
  minimal: "One small prompt with three cases, and the least configuration.",
  digest: "A digest each morning: a prompt, the job that runs it into a file, a budget and a retention. Works without a key.",
  scheduled: "Ways to call run-due (cron, systemd, GitHub, GitLab, Kubernetes), added to the project that is here; with `digest` where there is none.",
  ci: "Checks of pull requests on GitHub and GitLab, added to the project that is here; with `basic` where there is none.",
} as const;

export type StarterName = keyof typeof starters;

/** Starters that are added to a project, each with the one that is written first where there is no project. */
export const additions: { readonly [K in StarterName]?: StarterName } = { ci: "basic", scheduled: "digest" };

/** @throws PromptopsError `unknown-starter` */
export function requireStarter(name: string): StarterName {
  if (Object.hasOwn(starters, name)) return name as StarterName;
  const names = Object.keys(starters);
  const near = nearest(name, names);
  throw new PromptopsError("unknown-starter", `There is no starter "${name}".`, {
    where: "--starter",
    hint: near === undefined ? `There are ${names.slice(0, -1).join(", ")} and ${names.at(-1)}.` : `Did you mean \`${near}\`?`,
  });
}
