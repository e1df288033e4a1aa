import { nearest } from "../errors/nearest.ts";
import { PromptopsError } from "../errors/promptops-error.ts";

/** The repository skeletons in `templates/`, each with what it is good for. */
export const starters = {
  basic: "A support inbox: one prompt, 67 tickets, two environments. Works without a key.",
  minimal: "One small prompt with three cases, and the least configuration.",
} as const;

export type StarterName = keyof typeof starters;

/** @throws PromptopsError `unknown-starter` */
export function requireStarter(name: string): StarterName {
  if (Object.hasOwn(starters, name)) return name as StarterName;
  const names = Object.keys(starters);
  const near = nearest(name, names);
  throw new PromptopsError("unknown-starter", `There is no starter "${name}".`, {
    where: "--starter",
    hint: near === undefined ? `There are ${names.join(" and ")}.` : `Did you mean \`${near}\`?`,
  });
}
