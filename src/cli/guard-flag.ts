import { PromptopsError } from "../core/errors/promptops-error.ts";
import { isName } from "../core/model/document-paths.ts";

/** `no-complaint=0.02`, each name once. @throws PromptopsError `invalid-flag`. */
export function guardFlags(texts: readonly string[]): { name: string; margin: number }[] {
  const guards = texts.map((text) => {
    const [name = "", margin = "", ...more] = text.split("=");
    if (more.length > 0 || !isName(name) || !/^(?:0(?:\.\d+)?|1)$/.test(margin) || ["unit", "value", "arm", "at"].includes(name))
      throw new PromptopsError("invalid-flag", `"${text}" is no guard: it is a name, \`=\`, and how much worse it may become, from 0 to 1.`, {
        where: "--guard",
        hint: `Write \`--guard ${isName(name) ? name : "no-complaint"}=0.02\`.`,
      });
    return { name, margin: Number(margin) };
  });
  const twice = guards.find(({ name }, at) => guards.findIndex((other) => other.name === name) < at);
  if (twice !== undefined) throw new PromptopsError("invalid-flag", `The guard ${twice.name} is given twice.`, { where: "--guard" });
  return guards;
}
