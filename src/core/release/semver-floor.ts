import { isDeepStrictEqual } from "node:util";
import { promptDigest } from "../identity/prompt-digest.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import { interfaceOf, type PromptInterface, type VariableInterface } from "./interface-of.ts";
import { schemaChanges, type SchemaChange } from "./schema-change.ts";

export type SemverLevel = "major" | "minor" | "patch" | "none";

export interface SemverFloor {
  /** The least a version number must rise; `none` when the digests are equal. */
  readonly level: SemverLevel;
  /** One sentence per change that asks for this level. */
  readonly reasons: readonly string[];
}

interface Reason {
  readonly level: Exclude<SemverLevel, "none">;
  readonly text: string;
}

/**
 * How much a version must rise at least, seen from those who call the prompt and those who read its answers.
 *
 * What callers give (variables): whoever gave a valid value before must be able to give it still, so removing, requiring and narrowing
 * are major, adding an optional one and widening are minor. What readers get (output, tool calls): whoever understood every answer before
 * must understand every answer still, so anything but an added property is major; a promise that is only added is minor. Text, model and
 * parameters are patch.
 */
export function semverFloor(before: ResolvedPrompt, after: ResolvedPrompt): SemverFloor {
  if (promptDigest(before) === promptDigest(after)) return { level: "none", reasons: [] };
  const [old, now] = [interfaceOf(before.prompt), interfaceOf(after.prompt)];
  const reasons = [...variableReasons(old, now), ...historyReasons(old, now), ...outputReasons(old, now), ...toolReasons(old, now)];
  const level = reasons.some((reason) => reason.level === "major") ? "major" : reasons.some((reason) => reason.level === "minor") ? "minor" : "patch";
  const telling = reasons.filter((reason) => reason.level === level).map(({ text }) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`);
  return { level, reasons: telling.length > 0 ? telling : ["Only wording, model or parameters changed."] };
}

function variableReasons({ variables: old }: PromptInterface, { variables: now }: PromptInterface): Reason[] {
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...names].flatMap((name) => variableChange(name, old[name], now[name]));
}

function variableChange(name: string, old: VariableInterface | undefined, now: VariableInterface | undefined): Reason[] {
  if (now === undefined) return [{ level: "major", text: `the variable \`${name}\` was removed` }];
  if (old === undefined)
    return [
      now.required
        ? { level: "major", text: `the new variable \`${name}\` is required` }
        : { level: "minor", text: `the optional variable \`${name}\` was added` },
    ];
  const requirement: Reason[] =
    old.required === now.required
      ? []
      : [
          now.required
            ? { level: "major", text: `the variable \`${name}\` became required` }
            : { level: "minor", text: `the variable \`${name}\` became optional` },
        ];
  const schema = schemaChanges(old.schema, now.schema).map((change): Reason => ({
    level: change.effect === "widened" ? "minor" : "major",
    text: `the variable \`${name}\` ${describe(change)}`,
  }));
  return [...requirement, ...schema];
}

function historyReasons(old: PromptInterface, now: PromptInterface): Reason[] {
  if (old.history === now.history) return [];
  return [now.history ? { level: "minor", text: "a conversation may be given now" } : { level: "major", text: "a conversation may not be given any more" }];
}

function outputReasons({ output: old }: PromptInterface, { output: now }: PromptInterface): Reason[] {
  if (old.format !== now.format) return [{ level: "major", text: `the output's format changed from ${old.format} to ${now.format}` }];
  return [...rulesReasons(old.rules, now.rules), ...schemaReasons("the output schema", old.schema, now.schema)];
}

function schemaReasons(whose: string, old: PromptInterface["output"]["schema"], now: PromptInterface["output"]["schema"]): Reason[] {
  if (old === undefined) return now === undefined ? [] : [{ level: "minor", text: `${whose} was added` }];
  if (now === undefined) return [{ level: "major", text: `${whose} was removed` }];
  return schemaChanges(old, now).map((change) => ({ level: change.addsProperty ? "minor" : "major", text: `${whose}: ${describe(change)}` }));
}

/** A rule that goes or loosens breaks readers with little room; one that comes or tightens breaks nobody. */
function rulesReasons(old: PromptInterface["output"]["rules"], now: PromptInterface["output"]["rules"]): Reason[] {
  if (isDeepStrictEqual(old, now)) return [];
  const limits = ["max_characters", "max_words", "max_lines"] as const;
  const loosened =
    limits.some((limit) => (now[limit] ?? Infinity) > (old[limit] ?? Infinity)) || (old.forbid ?? []).some((text) => !(now.forbid ?? []).includes(text));
  return [loosened ? { level: "major", text: "the output's rules became looser" } : { level: "minor", text: "the output's rules became stricter" }];
}

function toolReasons(old: PromptInterface, now: PromptInterface): Reason[] {
  const names = new Set([...Object.keys(old.functions), ...Object.keys(now.functions)]);
  const functions = [...names].flatMap((name): Reason[] => {
    if (!(name in old.functions)) return [{ level: "major", text: `the function \`${name}\` was added: callers must be able to run it` }];
    if (!(name in now.functions)) return [{ level: "minor", text: `the function \`${name}\` was removed` }];
    return schemaReasons(`the function \`${name}\``, old.functions[name], now.functions[name]);
  });
  const search: Reason[] =
    old.webSearch === now.webSearch ? [] : [{ level: "minor", text: now.webSearch ? "web search was switched on" : "web search was switched off" }];
  return [...functions, ...search];
}

function describe({ path, what }: SchemaChange): string {
  return path === "" ? what : `\`${path}\` ${what}`;
}
