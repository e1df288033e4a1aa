import { attachmentLeaves, textLeaves } from "../../template/text-leaves.ts";
import { simpleReferences } from "../../template/simple.ts";
import { variableSchema } from "../../template/variable-schema.ts";
import { providerOf } from "../../model-call/provider-of.ts";
import type { Breach } from "../breach.ts";
import type { Config } from "../config.ts";
import { jsonSchemaBreaches, valueBreaches, type JsonSchema } from "../json-schema.ts";
import { mediaTypeOf } from "../media-type.ts";
import type { Prompt } from "../prompt.ts";
import { paramBreaches } from "./model-params.ts";
import { exactlyOne, knownName, repeated, type Rule } from "./rule.ts";

/** What a prompt is checked against. */
export interface PromptContext {
  /** Paths that messages attach and that are files of the repository. */
  readonly attachedFiles: ReadonlySet<string>;
  /** Undefined when the configuration is not at hand. */
  readonly providers: Config["providers"] | undefined;
}

type PromptRule = Rule<Prompt, PromptContext>;

const messageIsTurnOrHistory: PromptRule = function* ({ messages }) {
  for (const [at, message] of messages.entries()) {
    const path = ["messages", at];
    yield* exactlyOne(message, ["content", "history"], path);
    if (message.content !== undefined && message.role === undefined)
      yield {
        rule: "missing-key",
        path,
        onKey: true,
        message: `\`messages[${at}]\` needs the key \`role\`.`,
        hint: "One of `system`, `developer`, `user`, `assistant`.",
      };
    if (message.history !== undefined && message.role !== undefined)
      yield { rule: "unknown-key", path: [...path, "role"], onKey: true, message: "The turns of a history have their own roles.", hint: "Remove `role`." };
  }
};

const onePlaceForHistory: PromptRule = function* ({ messages }) {
  const places = messages.map(({ history }, at) => [history === undefined ? undefined : "history", at] as const);
  for (const { first, again } of repeated(places))
    yield {
      rule: "duplicate-history",
      path: ["messages", again, "history"],
      onKey: true,
      message: `The history already has its place at \`messages[${first}]\`.`,
      hint: "Keep one of them.",
    };
};

const onePartKind: PromptRule = function* ({ messages }) {
  for (const [at, { content }] of messages.entries()) {
    for (const [position, part] of (Array.isArray(content) ? content : []).entries())
      yield* exactlyOne(part, ["text", "image", "file"], ["messages", at, "content", position]);
  }
};

const oneAttachmentSource: PromptRule = function* (prompt) {
  for (const { path, source } of attachmentLeaves(prompt)) {
    yield* exactlyOne(source, ["path", "url", "data", "variable"], path);
    if (source.data === undefined) continue;
    if (source.media_type === undefined)
      yield { rule: "missing-key", path, onKey: true, message: "Data needs `media_type` to say what it is.", hint: "`media_type: image/png`, for example." };
    if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(source.data)) yield { rule: "invalid-base64", path: [...path, "data"], message: "This is not base64." };
  }
};

const attachedFilesExist: PromptRule = function* (prompt, { attachedFiles }) {
  for (const { path, source } of attachmentLeaves(prompt)) {
    if (source.path === undefined) continue;
    if (attachedFiles.has(source.path) && source.media_type === undefined && mediaTypeOf(source.path) === undefined)
      yield { rule: "missing-key", path, onKey: true, message: `The ending of \`${source.path}\` does not tell what it is.`, hint: "Add `media_type`." };
    if (!attachedFiles.has(source.path))
      yield {
        rule: "missing-file",
        path: [...path, "path"],
        message: `There is no file \`${source.path}\`.`,
        hint: "Paths count from the repository's top; symbolic links are not followed.",
      };
  }
};

const variablesAreSchemas: PromptRule = function* ({ variables = {} }) {
  for (const [name, variable] of Object.entries(variables)) {
    const path = ["variables", name];
    const { required, ...fragment } = variable;
    const schema: JsonSchema = Array.isArray(required) ? { ...fragment, required } : fragment;
    // A boolean `required` is ours, a list is JSON Schema's; the suggestion for a typo must know the word either way.
    const breaches = jsonSchemaBreaches(schema, path, ["sensitive", "untrusted"]);
    yield* breaches;
    if (breaches.length > 0) continue;
    const plain = variableSchema(variable);
    if (variable.default !== undefined) yield* valueBreaches(plain, variable.default, [...path, "default"]);
    for (const [at, example] of (variable.examples ?? []).entries()) yield* valueBreaches(plain, example, [...path, "examples", at]);
  }
};

const outputSchemaNeedsJson: PromptRule = function* ({ output }) {
  if (output?.schema === undefined) return;
  if (output.format !== "json")
    yield {
      rule: "schema-without-json",
      path: ["output", "schema"],
      onKey: true,
      message: `A schema needs \`format: json\`; the format is \`${output.format}\`.`,
      hint: "Write `format: json`, or remove the schema.",
    };
  yield* jsonSchemaBreaches(output.schema, ["output", "schema"]);
};

const toolsAreWhole: PromptRule = function* ({ tools = [] }) {
  for (const [at, tool] of tools.entries()) {
    yield* exactlyOne(tool, ["function", "web_search"], ["tools", at]);
    if (tool.function !== undefined) yield* jsonSchemaBreaches(tool.function.parameters, ["tools", at, "function", "parameters"]);
  }
};

const toolNamesDiffer: PromptRule = function* ({ tools = [] }) {
  const named = tools.map((tool, at): readonly [string | undefined, number] => [tool.web_search === undefined ? tool.function?.name : "web_search", at]);
  for (const { key, first, again } of repeated(named)) {
    const path = tools[again]?.function === undefined ? ["tools", again] : ["tools", again, "function", "name"];
    yield { rule: "duplicate-tool", path, message: `\`tools[${first}]\` is already called \`${key}\`.`, hint: "Give each tool a name of its own." };
  }
};

const providerIsConfigured: PromptRule = function* ({ model }, { providers }) {
  if (providers !== undefined) yield* knownName(providerOf(model.id), Object.keys(providers), "provider", ["model", "id"]);
};

const paramsAreThoseOfModels: PromptRule = function* ({ model: { id, params = {} } }, { providers = {} }) {
  const provider = providerOf(id);
  yield* paramBreaches(params, ["model", "params"], Object.hasOwn(providers, provider) ? providers[provider] : undefined);
};

const simpleHasNamesOnly: PromptRule = function* (prompt) {
  if (prompt.engine !== "simple") return;
  for (const { path, text } of textLeaves(prompt)) {
    const names = new Set(simpleReferences(text).map(({ line, column }) => `${line}:${column}`));
    for (const match of text.matchAll(/\{\{|\{%/g)) {
      const before = text.slice(0, match.index);
      const within = { line: before.split("\n").length, column: match.index - before.lastIndexOf("\n") };
      if (names.has(`${within.line}:${within.column}`)) continue;
      yield {
        rule: "not-simple",
        path,
        within,
        message: "`engine: simple` knows `{{name}}` and nothing else.",
        hint: "Write `engine: liquid` for tags and filters.",
      } satisfies Breach;
    }
  }
};

/** What must hold inside a prompt; its templates are checked by `checkTemplate`. */
export const promptRules: readonly PromptRule[] = [
  messageIsTurnOrHistory,
  onePlaceForHistory,
  onePartKind,
  oneAttachmentSource,
  attachedFilesExist,
  variablesAreSchemas,
  outputSchemaNeedsJson,
  toolsAreWhole,
  toolNamesDiffer,
  providerIsConfigured,
  paramsAreThoseOfModels,
  simpleHasNamesOnly,
];
