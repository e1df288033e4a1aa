import { jsonPathQuery } from "../../core/assertions/json-path-query.ts";
import { readJson } from "../../core/assertions/read-json.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { digestOf } from "../../core/identity/digest.ts";
import type { CapturedInput } from "../../core/ledger/run-record.ts";
import { decodeText } from "../../core/model/decode-text.ts";
import type { InputSource, Job } from "../../core/model/job.ts";
import type { ResolvedPrompt } from "../../core/model/resolved-prompt.ts";
import type { Json } from "../../core/model/shape.ts";
import type { CountingRedactor } from "../../core/run/counting-redactor.ts";
import { durationMs } from "../../core/schedule/duration.ts";
import type { Values } from "../../core/template/complete-variables.ts";
import { typedValue } from "../../core/template/given-values.ts";
import { mask } from "../../core/template/mask-sensitive.ts";
import type { Static } from "../../core/model/shape.ts";
import { timed } from "../../core/pacing/timed.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { RunDueDeps } from "./run-due-deps.ts";

export type Captured = Static<typeof CapturedInput>;

export interface CapturedInputs {
  /** As templates see them. */
  readonly values: Values;
  /** As the record keeps them: sensitive ones masked, secrets blanked out. */
  readonly captured: Readonly<Record<string, Captured>>;
}

export interface CaptureInput {
  readonly job: Pick<Job, "inputs" | "inputs_from">;
  readonly resolved: ResolvedPrompt;
  /** Where files are read from: the commit that is run. */
  readonly source: DocumentSource;
  readonly redactor: CountingRedactor;
  readonly signal: AbortSignal;
}

const usualTimeout = "1m";
const usualMaxBytes = 1_000_000;

/** Everything a run is given, fetched once. @throws PromptopsError `input-failed`, `private-address`, `missing-secret`. */
export async function captureInputs(
  deps: Pick<RunDueDeps, "inputs" | "environment" | "clock">,
  { job, resolved, source, redactor, signal }: CaptureInput,
): Promise<CapturedInputs> {
  const declared = resolved.prompt.variables ?? {};
  const variable = (name: string) => (Object.hasOwn(declared, name) ? declared[name] : undefined);
  const found: { name: string; from: Captured["source"]; detail?: string; value: Json }[] = Object.entries(job.inputs ?? {}).map(([name, value]) => ({
    name,
    from: "literal",
    value,
  }));
  for (const [name, input] of Object.entries(job.inputs_from ?? {})) {
    const limit = durationMs(input.timeout ?? usualTimeout);
    const late = () => failed(name, `it did not come within ${input.timeout ?? usualTimeout}`);
    const { from, detail, text } = await timed(deps.clock, limit, late)(signal, (ending) => fetched(deps, { name, input, source, signal: ending }));
    found.push({ name, from, detail, value: typedValue(variable(name), text) });
  }
  for (const [name, { default: value }] of Object.entries(declared))
    if (value !== undefined && !found.some((each) => each.name === name)) found.push({ name, from: "default", value });
  const values = Object.fromEntries(found.filter(({ from }) => from !== "default").map(({ name, value }) => [name, value]));
  const captured = found.map(({ name, from, detail, value }) => [name, record(from, detail, value, variable(name)?.sensitive === true, redactor)] as const);
  return { values, captured: Object.fromEntries(captured) };
}

function record(source: Captured["source"], from: string | undefined, value: Json, sensitive: boolean, redactor: CountingRedactor): Captured {
  const before = redactor.count;
  const kept = sensitive ? mask : redactor.json(value);
  const changed = sensitive || redactor.count > before;
  return { source, ...(from === undefined ? {} : { from: redactor.text(from) }), value: kept, digest: digestOf(kept), ...(changed ? { redacted: true } : {}) };
}

interface Fetch {
  readonly name: string;
  readonly input: InputSource;
  readonly source: DocumentSource;
  readonly signal: AbortSignal;
}

async function fetched(
  deps: Pick<RunDueDeps, "inputs" | "environment">,
  { name, input, source, signal }: Fetch,
): Promise<{ from: Captured["source"]; detail: string; text: string }> {
  const { file, command, http, max_bytes: maxBytes = usualMaxBytes } = input;
  const limits = { maxBytes, signal };
  if (file !== undefined) return { from: "file", detail: file, text: await fileText(name, source, file, maxBytes) };
  if (command !== undefined) return { from: "command", detail: command[0] ?? "", text: await deps.inputs.command(command, limits) };
  if (http === undefined) throw failed(name, "it names no place to come from");
  const { url, named } = address(deps, name, http);
  const headers = Object.entries(http.header_env ?? {}).map(([header, env]) => [header, secretOf(deps, name, env)] as const);
  const asked = { url, name: named, headers: Object.fromEntries(headers), allowPrivate: http.allow_private ?? false };
  const text = await deps.inputs.http(asked, limits);
  return { from: "http", detail: named, text: http.json_path === undefined ? text : await pathOf(name, http.json_path, text) };
}

async function fileText(name: string, source: DocumentSource, file: string, maxBytes: number): Promise<string> {
  const bytes = await source.read(file);
  if (bytes === undefined) throw failed(name, `there is no file ${file} in ${source.description}`);
  if (bytes.length > maxBytes) throw failed(name, `${file} is longer than ${maxBytes} bytes`);
  const decoded = decodeText(file, bytes);
  if ("problem" in decoded) throw failed(name, `${file} is no text`);
  return decoded.text;
}

/** A URL from the environment is a secret: it is called by its variable's name. */
function address(
  deps: Pick<RunDueDeps, "environment">,
  name: string,
  { url: given, url_env: env }: NonNullable<InputSource["http"]>,
): { url: URL; named: string } {
  const url = URL.parse(given ?? (env === undefined ? "" : secretOf(deps, name, env)));
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    throw failed(name, `${env ?? "its `url`"} is no http or https URL`);
  return { url, named: env ?? `${url.origin}${url.pathname}` };
}

function secretOf({ environment }: Pick<RunDueDeps, "environment">, name: string, variable: string): string {
  const value = environment.get(variable);
  if (value === undefined) throw failed(name, `the environment variable ${variable} is not set`);
  return value;
}

async function pathOf(name: string, path: string, text: string): Promise<string> {
  const json = readJson(text);
  if (json === undefined) throw failed(name, "what came is no JSON");
  const values = (await jsonPathQuery(path))(json);
  const [first] = values;
  if (first === undefined) throw failed(name, `${path} finds nothing in what came`);
  const value = values.length === 1 ? first : values;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function failed(name: string, why: string): PromptopsError {
  return new PromptopsError("input-failed", `The input \`${name}\` could not be fetched: ${why}.`, { where: name });
}
