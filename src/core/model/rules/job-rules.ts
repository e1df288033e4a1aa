import { Cron } from "croner";
import { isVersion } from "../../release/version-name.ts";
import { badPromptId } from "../document-paths.ts";
import type { Breach } from "../breach.ts";
import type { Job } from "../job.ts";
import { exactlyOne, knownName, type Rule } from "./rule.ts";

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
  yield* knownName(timezone, Intl.supportedValuesOf("timeZone"), "time zone", ["timezone"], "unknown-time-zone");
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

const destinationsExist: JobRule = function* ({ destinations = [] }, { destinations: known }) {
  if (known === undefined) return;
  for (const [at, destination] of destinations.entries()) {
    for (const breach of knownName(destination, known, "destination", ["destinations", at]))
      yield known.length > 0 ? breach : { ...breach, hint: "None is configured: name them under `destinations` in `.promptops.yml`." };
  }
};

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
  startsBeforeItEnds,
];
