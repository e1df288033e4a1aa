import { Cron } from "croner";
import { isVersion } from "../../release/version-name.ts";
import { badPromptId } from "../document-paths.ts";
import type { Breach } from "../breach.ts";
import { destinationsOf, type Job } from "../job.ts";
import { exactlyOne, knownName, repeated, type Rule } from "./rule.ts";
import { unreachableUrl } from "./unreachable-url.ts";

/** What a job is checked against; undefined = not at hand, so not checked. */
export interface JobContext {
  readonly prompts: readonly string[];
  readonly environments: readonly string[] | undefined;
  readonly destinations: readonly string[] | undefined;
}

type JobRule = Rule<Job, JobContext>;

const oneSchedule: JobRule = (job) => exactlyOne(job, ["cron", "every"], []);
const oneVersion: JobRule = (job) => exactlyOne(job, ["environment", "version"], []);

const versionIsANumber: JobRule = function* ({ version }) {
  if (version !== undefined && !isVersion(version))
    yield { rule: "invalid-version", path: ["version"], message: `\`${version}\` is no version.`, hint: "Write its number alone: `1.2.0`." };
};

const zoneExists: JobRule = function* ({ timezone }) {
  if (timezone === undefined || isZone(timezone)) return;
  const zones = Intl.supportedValuesOf("timeZone");
  const city = timezone.trim().replaceAll(" ", "_").toLowerCase();
  const ofCity = zones.find((zone) => zone.toLowerCase().endsWith(`/${city}`));
  for (const breach of knownName(timezone, zones, "time zone", ["timezone"], "unknown-time-zone"))
    yield { ...breach, hint: ofCity === undefined ? (breach.hint ?? "Write its IANA name: `Europe/Lisbon`.") : `Did you mean \`${ofCity}\`?` };
};

const cronIsReadable: JobRule = function* ({ cron }) {
  if (cron !== undefined) yield* cronBreaches(cron);
};

/** What keeps a text from being a cron expression. */
export function* cronBreaches(cron: string): Generator<Breach> {
  const reason = cronFault(cron);
  if (reason === undefined) return;
  const hint = "Minute, hour, day, month, weekday: `0 9 * * 1-5` is nine o'clock on working days.";
  yield { rule: "invalid-cron", path: ["cron"], message: `This is no cron expression: ${reason}.`, hint };
}

const promptExists: JobRule = function* ({ prompt }, { prompts }) {
  if (badPromptId(prompt) === undefined) yield* knownName(prompt, prompts, "prompt", ["prompt"]);
};

const environmentExists: JobRule = function* ({ environment }, { environments }) {
  if (environment !== undefined && environments !== undefined) yield* knownName(environment, environments, "environment", ["environment"]);
};

const destinationsExist: JobRule = function* (job, { destinations: known }) {
  if (known === undefined) return;
  for (const [at, { name }] of destinationsOf(job).entries()) {
    const path = typeof job.destinations?.[at] === "string" ? ["destinations", at] : ["destinations", at, "name"];
    for (const breach of knownName(name, known, "destination", path))
      yield known.length > 0 ? breach : { ...breach, hint: "None is configured: name them under `destinations` in `.promptops.yml`." };
  }
};

const destinationsAreNamedOnce: JobRule = function* (job) {
  for (const { key, again } of repeated(destinationsOf(job).map(({ name }, at) => [name, at] as const)))
    yield { rule: "duplicate", path: ["destinations", again], message: `The job delivers to \`${key}\` already.`, hint: "Name every destination once." };
};

const inputsComeFromOnePlace: JobRule = function* ({ inputs = {}, inputs_from: sources = {} }) {
  for (const [name, source] of Object.entries(sources)) {
    yield* exactlyOne(without(source, ["timeout", "max_bytes"]), ["file", "command", "http"], ["inputs_from", name]);
    if (source.http !== undefined)
      yield* exactlyOne(without(source.http, ["header_env", "json_path", "allow_private"]), ["url", "url_env"], ["inputs_from", name, "http"]);
    if (source.http !== undefined) yield* unreachableUrl(source.http, ["inputs_from", name, "http"], true);
    if (Object.hasOwn(inputs, name))
      yield { rule: "one-of", path: ["inputs_from", name], onKey: true, message: `\`${name}\` is given in \`inputs\` already.`, hint: "Keep one of them." };
  }
};

const heartbeatHasOneUrl: JobRule = function* ({ heartbeat }) {
  if (heartbeat === undefined) return;
  yield* exactlyOne(without(heartbeat, ["allow_private"]), ["url", "url_env"], ["heartbeat"]);
  yield* unreachableUrl(heartbeat, ["heartbeat"], true);
};

const daysExist: JobRule = function* ({ exclude = [] }) {
  for (const [at, days] of exclude.entries()) {
    const [from = "", to = from] = days.split("..");
    if ([from, to].some((day) => !isDay(day))) yield { rule: "invalid-day", path: ["exclude", at], message: `\`${days}\` names a day that is in no calendar.` };
    else if (from > to) yield { rule: "empty-period", path: ["exclude", at], message: "The span ends before it starts." };
  }
};

function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

function without(value: object, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

const startsBeforeItEnds: JobRule = function* ({ start, end }) {
  for (const [key, instant] of Object.entries({ start, end })) {
    if (instant !== undefined && Number.isNaN(Date.parse(instant)))
      yield { rule: "invalid-instant", path: [key], message: `\`${instant}\` is no instant of any calendar.` };
  }
  if (start !== undefined && end !== undefined && Date.parse(start) >= Date.parse(end))
    yield { rule: "empty-period", path: ["end"], message: "The job ends before it starts.", hint: "`end` must be later than `start`." };
};

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "" && !/^[+-]/.test(zone);
  } catch {
    return false;
  }
}

function cronFault(cron: string): string | undefined {
  if (cron.trim().split(/\s+/).length < 5) return "it has fewer than five parts";
  try {
    new Cron(cron, { paused: true }).stop();
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(/^CronPattern: /, "").replace(/\.$/, "");
  }
}

export const jobRules: readonly JobRule[] = [
  oneSchedule,
  oneVersion,
  versionIsANumber,
  zoneExists,
  cronIsReadable,
  promptExists,
  environmentExists,
  destinationsExist,
  destinationsAreNamedOnce,
  inputsComeFromOnePlace,
  heartbeatHasOneUrl,
  daysExist,
  startsBeforeItEnds,
];
