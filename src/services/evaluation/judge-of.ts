import { builtInJudges } from "../../core/assertions/judges/registry.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Judge } from "../../core/model/judge.ts";

/** A judge by its name: the repository's own before those that come with promptops. @throws PromptopsError `invalid-judge` for a name that is none. */
export function judgeOf(name: string, own: Readonly<Record<string, Judge>>): Judge {
  const found = Object.hasOwn(own, name) ? own[name] : Object.hasOwn(builtInJudges, name) ? builtInJudges[name] : undefined;
  if (found === undefined) throw new PromptopsError("invalid-judge", `There is no judge \`${name}\`.`);
  return found;
}
