import { meantPrompts, meantSuite } from "../model/meant-prompts.ts";
import { nameHint } from "./name-hint.ts";

/** More prompts than these are looked up, not read. */
const few = 6;

/** The hint for a name that is no prompt: what is meant by it, when it is a path or a folder of prompts, else the nearest. */
export function promptHint(typed: string, ids: readonly string[]): string | undefined {
  const meant = meantPrompts(typed, ids);
  if (meant !== undefined && !meant.folder) return `Name it by its id: \`${meant.ids.join("")}\`.`;
  if (meant !== undefined) return `It is a folder of prompts: ${listed(meant.ids)}. Name one of them.`;
  const [, ofVersion = ""] = /^([^@]+)@/.exec(typed) ?? [];
  if (ids.includes(ofVersion)) return `Leave the version out: \`${ofVersion}\`.`;
  const ofSuite = meantSuite(typed, ids);
  if (ofSuite !== undefined) return `That is a suite of \`${ofSuite.prompt}\`: name the prompt, and choose the suite with \`--suite ${ofSuite.suite}\`.`;
  const last = typed.replace(/\/+$/, "").split("/").at(-1) ?? "";
  return nameHint(typed, ids) ?? (typed.includes("/") && last !== "" ? nameHint(last, ids) : undefined);
}

function listed(ids: readonly string[]): string {
  const first = ids.slice(0, few).map((id) => `\`${id}\``);
  return ids.length > few ? `${first.join(", ")} and ${ids.length - few} more` : first.join(", ");
}
