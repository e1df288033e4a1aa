import type { Variable } from "../model/prompt.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import type { Json } from "../model/shape.ts";
import type { RenderedMessage } from "../model-call/request.ts";
import { compilePrompt } from "./compile-prompt.ts";
import type { Values } from "./complete-variables.ts";
import { place, type RenderInput } from "./render.ts";

export const mask = "‹masked›";

/** The variables as they may be printed and recorded: each sensitive one is masked whole. */
export function maskSensitive({ prompt }: ResolvedPrompt, variables: Values): Values {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, isSensitive(prompt.variables, name) ? mask : value]));
}

/**
 * The messages as they may be shown: rendered with the sensitive values masked, so that no filter can carry one through. A condition on
 * such a value may go the other way than in the real rendering; a text that needs the real value is masked whole.
 * @throws PromptopsError as `renderPrompt` does.
 */
export function renderMasked(resolved: ResolvedPrompt, { variables, history = [] }: RenderInput): RenderedMessage[] {
  const { complete, messages } = compilePrompt(resolved);
  const declared = resolved.prompt.variables ?? {};
  const values = Object.fromEntries(
    Object.entries(complete(variables)).map(([name, value]) => [name, isSensitive(declared, name) ? masked(value, declared[name]) : value]),
  );
  return place(messages, history, ({ role, parts }) => ({
    role,
    parts: parts.map((part) => {
      try {
        return part(values);
      } catch {
        return { kind: "text", text: mask };
      }
    }),
  }));
}

/** Does the prompt take any value that must not be shown? */
export function hasSensitive({ prompt }: ResolvedPrompt): boolean {
  return Object.values(prompt.variables ?? {}).some(({ sensitive }) => sensitive === true);
}

function isSensitive(variables: ResolvedPrompt["prompt"]["variables"], name: string): boolean {
  return variables !== undefined && Object.hasOwn(variables, name) && variables[name]?.sensitive === true;
}

/** The value's form without its content: keys that the schema does not name are content too. */
function masked(value: Json, schema: Variable | Readonly<Record<string, unknown>> | undefined): Json {
  if (Array.isArray(value)) return value.map((item: Json) => masked(item, subschema(schema?.["items"])));
  if (typeof value !== "object" || value === null) return mask;
  const properties = subschema(schema?.["properties"]) ?? {};
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => (Object.hasOwn(properties, key) ? [key, masked(item, subschema(properties[key]))] : [mask, mask])),
  );
}

function subschema(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
}
