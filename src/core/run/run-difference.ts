import { isDeepStrictEqual } from "node:util";
import type { RunRecord } from "../ledger/run-record.ts";

/** One thing in which two runs differ; absent = it was not there. */
export interface RunDifference {
  /** `version`, `inputs.item`, `messages[0]`, `config.params` … */
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
}

/** What made two runs different, and what came of it: version, configuration, inputs, messages, output. What differs between any two runs (times, names) is left out. */
export function runDifferences(before: RunRecord, after: RunRecord): RunDifference[] {
  return [
    ...one("status", before.status, after.status),
    ...one("version", versionOf(before), versionOf(after)),
    ...each("config", settingsOf(before), settingsOf(after)),
    ...each("inputs", valuesOf(before), valuesOf(after)),
    ...list("messages", before.messages.map(messageText), after.messages.map(messageText)),
    ...one("model answered", before.model_answered, after.model_answered),
    ...one("output", before.output?.text, after.output?.text),
  ];
}

/** When prices were looked up is no difference of theirs. */
function settingsOf({ config }: RunRecord): Readonly<Record<string, unknown>> {
  const { prices } = config;
  if (typeof prices !== "object" || prices === null || Array.isArray(prices)) return config;
  const { on: _, ...rest } = prices as { readonly [key: string]: unknown };
  return { ...config, prices: rest };
}

function versionOf({ version }: RunRecord): string | undefined {
  return version === undefined ? undefined : `${version.prompt}@${version.version}`;
}

function valuesOf({ inputs }: RunRecord): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value]));
}

function messageText({ role, parts }: RunRecord["messages"][number]): string {
  return `${role}: ${parts.map((part) => (typeof part["text"] === "string" ? part["text"] : JSON.stringify(part))).join("\n")}`;
}

function each(what: string, before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): RunDifference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => one(`${what}.${name}`, before[name], after[name]));
}

function list(what: string, before: readonly string[], after: readonly string[]): RunDifference[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => one(`${what}[${at}]`, before[at], after[at])).flat();
}

function one(what: string, before: unknown, after: unknown): RunDifference[] {
  if (isDeepStrictEqual(before, after)) return [];
  return [{ what, ...(before === undefined ? {} : { before: shown(before) }), ...(after === undefined ? {} : { after: shown(after) }) }];
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
