import { canonicalJson } from "../identity/canonical-json.ts";
import type { Role } from "../model/prompt.ts";
import type { ScriptRule } from "../model/script.ts";
import type { CompiledRule } from "./compile-script.ts";
import type { ModelRequest } from "./request.ts";

/** A rule whose conditions hold, and what its pattern found: the whole match, then its groups. */
export interface Matched {
  /** Its place among the rules. */
  readonly at: number;
  readonly rule: CompiledRule;
  readonly groups: readonly string[];
}

/** The rules that match a request, the one that answers first. Their semantics as cases: `test/spec/scripted`. */
export function* matchScript(rules: readonly CompiledRule[], request: ModelRequest): Generator<Matched> {
  const user = userText(request);
  for (const [at, rule] of rules.entries()) {
    if (!holds(rule.match ?? {}, request, user)) continue;
    const groups = rule.find === undefined ? [] : rule.find(user);
    if (groups !== undefined) yield { at, rule, groups };
  }
}

/** The text of the last user message. */
export function userText({ messages }: ModelRequest): string {
  const last = messages.findLast(({ role }) => role === "user");
  return last === undefined ? "" : textOf([last]);
}

function holds({ model, system, user, any, params = {} }: NonNullable<ScriptRule["match"]>, request: ModelRequest, lastUser: string): boolean {
  return (
    (model === undefined || model.toLowerCase() === request.model.toLowerCase()) &&
    containsAll(textOf(request.messages.filter(({ role }) => instructs(role))), system) &&
    containsAll(lastUser, user) &&
    containsAll(textOf(request.messages), any) &&
    Object.entries(params).every(([name, value]) => Object.hasOwn(request.params, name) && canonicalJson(request.params[name]) === canonicalJson(value))
  );
}

function instructs(role: Role): boolean {
  return role === "system" || role === "developer";
}

function textOf(messages: ModelRequest["messages"]): string {
  return messages.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === "text" ? [part.text] : []))).join("\n");
}

function containsAll(text: string, wanted: string | readonly string[] | undefined): boolean {
  if (wanted === undefined) return true;
  const lower = text.toLowerCase();
  return (typeof wanted === "string" ? [wanted] : wanted).every((part) => lower.includes(part.toLowerCase()));
}
