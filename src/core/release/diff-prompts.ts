import { structuredPatch } from "diff";
import { isDeepStrictEqual } from "node:util";
import { promptDigest } from "../identity/prompt-digest.ts";
import { withLf } from "../identity/line-ends.ts";
import { pathText, type DocumentPath } from "../model/document-path.ts";
import type { Message, Part, Prompt } from "../model/prompt.ts";
import type { ResolvedPrompt } from "../model/resolved-prompt.ts";
import { AnyJson, strict, Type, word, type Json, type Static } from "../model/shape.ts";

/** A piece of a unified diff. Each line begins with ` `, `-` or `+`. Line numbers count from 1. */
export const DiffHunk = strict({ before_start: Type.Integer(), after_start: Type.Integer(), lines: Type.Array(Type.String()) });
export type DiffHunk = Static<typeof DiffHunk>;

const change = word(["added", "removed", "changed"]);

/** One value that differs; a side that has none lacks its key. */
export const FieldChange = strict({
  path: Type.String({ description: "`model.params.temperature`" }),
  before: Type.Optional(AnyJson),
  after: Type.Optional(AnyJson),
});
export type FieldChange = Static<typeof FieldChange>;

/** What is different between two prompts, part by part; empty lists where nothing is. */
export const PromptDiff = strict({
  same: Type.Boolean({ description: "The digests are equal: whatever differs is only for people." }),
  messages: Type.Array(DiffHunk, { description: "The conversation as text, one heading per message." }),
  partials: Type.Array(strict({ name: Type.String(), change, hunks: Type.Array(DiffHunk) })),
  files: Type.Array(strict({ path: Type.String(), change })),
  variables: Type.Array(strict({ name: Type.String(), change, fields: Type.Array(FieldChange) })),
  tools: Type.Array(strict({ name: Type.String(), change, fields: Type.Array(FieldChange) })),
  fields: Type.Array(FieldChange, { description: "Engine, model, parameters, output, `on_injection`, description." }),
});
export type PromptDiff = Static<typeof PromptDiff>;

/** What changed from one prompt to another, for people to read. */
export function diffPrompts(before: ResolvedPrompt, after: ResolvedPrompt): PromptDiff {
  const byName = (prompt: Prompt) => Object.fromEntries((prompt.tools ?? []).map((tool) => [tool.function?.name ?? "web_search", tool as Json]));
  return {
    same: promptDigest(before) === promptDigest(after),
    messages: hunks(conversation(before.prompt), conversation(after.prompt)),
    partials: named(before.partials, after.partials, (old, now) => ({ hunks: hunks(old ?? "", now ?? "") })).filter(({ hunks: changed }) => changed.length > 0),
    files: named(digests(before), digests(after), () => ({})).map(({ name: path, change: kind }) => ({ path, change: kind })),
    variables: named(before.prompt.variables ?? {}, after.prompt.variables ?? {}, (old, now) => ({
      fields: fieldChanges(old as Json | undefined, now as Json | undefined),
    })),
    tools: named(byName(before.prompt), byName(after.prompt), (old, now) => ({ fields: fieldChanges(old, now) })),
    fields: (["description", "engine", "model", "output", "on_injection"] as const).flatMap((key) =>
      fieldChanges(before.prompt[key] as Json | undefined, after.prompt[key] as Json | undefined, [key]),
    ),
  };
}

/** The leaves that differ between two values; lists count as leaves. */
export function fieldChanges(before: Json | undefined, after: Json | undefined, path: DocumentPath = []): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => fieldChanges(before[key], after[key], [...path, key]));
  }
  return [{ path: pathText(path), ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function named<T, R>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>, detail: (before: T | undefined, after: T | undefined) => R) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => ({
      name,
      change: before[name] === undefined ? ("added" as const) : after[name] === undefined ? ("removed" as const) : ("changed" as const),
      ...detail(before[name], after[name]),
    }));
}

function hunks(before: string, after: string): DiffHunk[] {
  const patch = structuredPatch("", "", withLf(before), withLf(after), undefined, undefined, { context: 3 });
  return patch.hunks.map(({ oldStart, newStart, lines }) => ({
    before_start: oldStart,
    after_start: newStart,
    lines: lines.filter((line) => !line.startsWith("\\")),
  }));
}

/** All messages as one text, so that a line that moves from one to another is seen to move. */
function conversation({ messages }: Prompt): string {
  return messages.map(messageText).join("\n");
}

function messageText({ role = "user", content, history }: Message): string {
  if (history === true) return "── history ──\n";
  const text = typeof content === "string" ? content : (content ?? []).map(partText).join("\n");
  return `── ${role} ──\n${text.endsWith("\n") || text === "" ? text : `${text}\n`}`;
}

function partText({ text, image, file }: Part): string {
  const source = image ?? file;
  if (source === undefined) return text ?? "";
  const { path, url, variable, data } = source;
  return `(${image === undefined ? "file" : "image"}: ${path ?? url ?? (variable === undefined ? `${data?.length ?? 0} characters of data` : `variable ${variable}`)})`;
}

function digests({ files }: ResolvedPrompt): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, { digest }]) => [path, digest]));
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
