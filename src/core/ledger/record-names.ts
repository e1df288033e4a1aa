import { namePattern } from "../model/patterns.ts";

/**
 * Names and places of records. A name is a function of what the record is about, never of chance or of the moment it was written, so
 * that two writers of the same thing collide and one of them learns of it. Places are sharded by the hour of the slot, evidence by its
 * key, so that no folder grows with the ledger.
 *
 *     claims/2026/11/20/09/daily~20261120T090000Z.json          who may run the slot; `.e2` after a take-over
 *     runs/2026/11/20/09/daily~20261120T090000Z.json            what the run produced; `~r2` for a second run of the slot,
 *                                                               `~m` for one by hand beside the schedule, `~p` for a preview
 *     intents/2026/11/20/09/20261120T09-<24 hex>.json           one artifact for one destination, its bytes frozen
 *     receipts/2026/11/20/09/20261120T09-<24 hex>/1.1.json      part 1, attempt 1; `1.2-taken` before an attempt by somebody else
 *     evaluations/1f/<64 hex>/20261120T090100Z.json             what an evaluation proved, by what it is about
 *     feedback/2026/11/20/09/<24 hex>.json                      a person's word on an answer
 *     experiments/production/billing/summarize~1/start.json     an A/B of two versions; `outcomes/<24 hex>.json`, `stop.json` beside it
 *     outcomes/production/billing/summarize@1.3.0/<24 hex>.json what came of a version in use, outside of experiments
 *     spending/2026/11/20/09/<evaluation>~1.reserved.json       what an evaluation reserved of budgets; `.settled`, `.blocked`
 *     audit/2026/11/20/09/<name>.json                           what people did
 *     state/…                                                   what all of it leads to, carried along by every commit
 */
export const recordFolders = ["claims", "runs", "intents", "receipts", "evaluations", "feedback", "experiments", "outcomes", "spending", "audit"] as const;
export type RecordFolder = (typeof recordFolders)[number];
export const stateFolder = "state";

/** Does a path of the ledger lie where records do? */
export function isRecord(path: string): boolean {
  return recordFolders.some((folder) => path.startsWith(`${folder}/`));
}

/** `20261120T090000Z` of an instant in milliseconds; a slot never has a part of a second. */
export function stamp(at: number): string {
  return new Date(at)
    .toISOString()
    .replace(/\.\d{3}Z$/, "Z")
    .replaceAll(/[-:]/g, "");
}

/** The instant of a stamp in milliseconds; undefined when it is none. */
export function stampTime(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) || stamp(at) !== text ? undefined : at;
}

/**
 * One execution of a slot, one by hand beside the schedule, or a preview: `daily~20261120T090000Z`, `daily~20261120T090000Z~r2`,
 * `daily~20261120T091502Z~m`, `daily~20261120T091502Z~p`.
 */
export interface RunName {
  readonly job: string;
  /** The slot's nominal instant, milliseconds; of a preview and of a run by hand when it was asked for. */
  readonly at: number;
  /** 1 for the slot's own run, 2 and more for re-runs. */
  readonly nth: number;
  readonly preview: boolean;
  /** A person asked for it, and for none of the schedule's slots; absent otherwise. */
  readonly manual?: true;
}

export function runName({ job, at, nth, preview, manual }: RunName): string {
  return `${job}~${stamp(at)}${preview ? "~p" : ""}${manual === true ? "~m" : ""}${nth === 1 ? "" : `~r${nth}`}`;
}

const jobName = new RegExp(namePattern);

/** The inverse of `runName`; undefined for what it never writes. */
export function parseRunName(text: string): RunName | undefined {
  const [, job = "", time = "", kind, nth] = /^([^~]+)~(\d{8}T\d{6}Z)(~[pm])?(?:~r([1-9]\d{0,3}))?$/.exec(text) ?? [];
  const at = stampTime(time);
  if (at === undefined || !jobName.test(job) || nth === "1") return undefined;
  return { job, at, nth: nth === undefined ? 1 : Number(nth), preview: kind === "~p", ...(kind === "~m" && { manual: true }) };
}

/** The one run that a slot of the schedule has by right: what it decides is decided, and what is counted of slots is counted of these. */
export function isSlotsOwn({ nth, preview, manual }: RunName): boolean {
  return nth === 1 && !preview && manual !== true;
}

/** `20261120T09-<24 hex>`: a delivery's name, and the key by which receivers know it again. It has no dot, as Standard Webhooks asks. */
export function intentName(run: RunName, digest: string): string {
  return `${stamp(run.at).slice(0, 11)}-${digest.slice(0, 24)}`;
}

export function isIntentName(text: string): boolean {
  return /^\d{8}T\d{2}-[0-9a-f]{24}$/.test(text) && hourOfIntent(text) !== undefined;
}

/** `2026/11/20/09` */
export function hourFolder(at: number): string {
  const text = stamp(at);
  return `${text.slice(0, 4)}/${text.slice(4, 6)}/${text.slice(6, 8)}/${text.slice(9, 11)}`;
}

/** @param epoch 1 for the first claim of a run, 2 and more after take-overs. */
export function claimPath(run: RunName, epoch: number): string {
  return `claims/${hourFolder(run.at)}/${runName(run)}${epoch === 1 ? "" : `.e${epoch}`}.json`;
}

/** @param late The epoch of a run that finished after another had taken its slot over: kept, never delivered. */
export function runPath(run: RunName, late?: number): string {
  return `runs/${hourFolder(run.at)}/${runName(run)}${late === undefined ? "" : `.late-${late}`}.json`;
}

export function intentPath(intent: string): string {
  return `intents/${hourOf(intent)}/${intent}.json`;
}

export function receiptFolder(intent: string): string {
  return `receipts/${hourOf(intent)}/${intent}`;
}

/** Parts and attempts count from 1. */
export function receiptPath(intent: string, part: number, attempt: number): string {
  return `${receiptFolder(intent)}/${part}.${attempt}.json`;
}

/** Who makes that attempt: written before it, by whoever takes a delivery that was let go of. The first one has it. */
export function takingPath(intent: string, part: number, attempt: number): string {
  return `${receiptFolder(intent)}/${part}.${attempt}-taken.json`;
}

/** @param name Made by the writer: an act of a person has no key of its own. `[a-z0-9-]`. */
export function auditPath(at: number, name: string): string {
  return `audit/${hourFolder(at)}/${stamp(at)}-${name}.json`;
}

/** @param at Of what the feedback is about: the run's slot, or the evaluation's beginning. @param id 24 hex. */
export function feedbackPath(at: number, id: string): string {
  return `feedback/${hourFolder(at)}/${id}.json`;
}

/** Everything that was recorded of a version in an environment, outside of experiments. */
export function outcomeFolder({ environment, prompt, version }: { readonly environment: string; readonly prompt: string; readonly version: string }): string {
  return `outcomes/${environment}/${prompt}@${version}`;
}

/** @param at When the evaluation began. @param nth Counts who went on with it, from 1. */
export function spendingPath(evaluation: string, at: number, nth: number, step: string): string {
  return `spending/${hourFolder(at)}/${evaluation}~${nth}.${step}.json`;
}

/** Everything that was proved about the same digests: newer beside older. @param key 64 hex. */
export function evaluationFolder(key: string): string {
  return `evaluations/${key.slice(0, 2)}/${key}`;
}

/** @param at When the evaluation was finished. */
export function evaluationPath(key: string, at: number): string {
  return `${evaluationFolder(key)}/${stamp(at)}.json`;
}

function hourOf(intent: string): string {
  const at = hourOfIntent(intent);
  if (at === undefined || !isIntentName(intent)) throw new TypeError(`${JSON.stringify(intent)} is no delivery's name`);
  return hourFolder(at);
}

function hourOfIntent(intent: string): number | undefined {
  return stampTime(`${intent.slice(0, 11)}0000Z`);
}
