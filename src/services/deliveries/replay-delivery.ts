import { Check } from "typebox/value";
import { deliverableOf } from "../../core/run/deliverable-of.ts";
import { prepareIntents } from "../../core/delivery/prepare-intents.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { meantId, meantIds } from "../../core/identity/meant-id.ts";
import type { DeliveryRow } from "../../core/ledger/delivery-row.ts";
import type { Intent } from "../../core/ledger/intent.ts";
import { intentPath, parseRunName, runName, runPath, type RunName } from "../../core/ledger/record-names.ts";
import { RunRecord } from "../../core/ledger/run-record.ts";
import type { JobDestination } from "../../core/model/job.ts";
import type { Person } from "../../core/release/release-event.ts";
import type { DeliveriesReplayResult } from "../../core/results/deliveries.ts";
import { deliverPending } from "../deliver/deliver-pending.ts";
import { requireIdentity } from "../release/committed-project.ts";
import type { DeliveriesDeps } from "./deliveries-deps.ts";
import { deliveryAudit } from "./delivery-audit.ts";
import { findDelivery } from "./find-delivery.ts";
import { changingDeliveries, offlineNotes, openDeliveries, type OpenDeliveries } from "./open-deliveries.ts";
import { requireReason } from "./require-reason.ts";
import { sharedNotes } from "./shared-notes.ts";

export interface ReplayDeliveryInput {
  /** A run, a delivery, or a receipt of one. */
  readonly target: string;
  /** Another destination than the ones it went to. */
  readonly to: string | undefined;
  readonly sameId: boolean;
  readonly dryRun: boolean;
  readonly reason: string;
}

/** What is repeated: a destination with the form it had, and the delivery that went there. */
interface Repeat {
  readonly destination: JobDestination;
  readonly of: string | undefined;
}

/**
 * Delivers a run's answer again from its record. No model is asked. Each replay is a delivery of its own, with who asked for it and why.
 * @throws PromptopsError `unknown-delivery`, `ambiguous-id`, `nothing-to-replay`, `record-pruned`, `missing-reason`, `unknown-destination`, `locked`.
 */
export async function replayDelivery(deps: DeliveriesDeps, input: ReplayDeliveryInput): Promise<DeliveriesReplayResult> {
  requireReason(input.reason, "A replay needs a reason.");
  const replay = async (open: OpenDeliveries): Promise<DeliveriesReplayResult> => {
    const { name, repeats } = await repeatsOf(open, input);
    const person = await requireIdentity(deps.git);
    const intents = await prepared(deps, open, { name, repeats, input, person });
    const replays = intents.map(({ intent, destination, replay_of: replay, parts }) => ({
      delivery: intent,
      destination,
      ...(replay?.intent === undefined ? {} : { replay_of: replay.intent }),
      same_id: replay?.same_id === true,
      ...(input.dryRun ? { bodies: parts.map(({ body }) => body) } : {}),
    }));
    const run = intents[0]?.run ?? runName(name);
    if (input.dryRun) return { outcome: "planned", run, replays, deliveries: [], notes: offlineNotes(open) };
    const { deliver, sharing } = open;
    const at = new Date(deps.clock.now()).toISOString();
    const records = intents.flatMap((intent) => [
      { path: intentPath(intent.intent), text: `${JSON.stringify(intent)}\n` },
      deliveryAudit("delivery-replayed", intent.intent, { at, by: person, reason: input.reason, detail: auditDetail(intent) }),
    ]);
    await deliver.ledger.commit({ records, message: `Replay of ${run}`, by: deliver.by, at: deps.clock.now() }, sharing);
    const only = new Set(intents.map(({ intent }) => intent));
    const { deliveries, unshared } = await deliverPending(deliver, { only, atOnce: true, sharing, signal: deps.signal });
    if (unshared === undefined && open.offline === undefined) await deps.journal.close();
    return { outcome: "replayed", run, replays, deliveries: [...deliveries], notes: [...offlineNotes(open), ...sharedNotes(unshared)] };
  };
  return input.dryRun ? replay(await openDeliveries(deps)) : changingDeliveries(deps, replay);
}

function auditDetail({ run, destination, replay_of: replay }: Intent): Readonly<Record<string, string | boolean>> {
  return { run, destination, same_id: replay?.same_id === true, ...(replay?.intent === undefined ? {} : { replay_of: replay.intent }) };
}

async function repeatsOf(
  { index }: OpenDeliveries,
  { target: typed, to, sameId }: ReplayDeliveryInput,
): Promise<{ name: RunName; repeats: readonly Repeat[] }> {
  const target = await runOrDelivery(index, typed);
  const asRun = parseRunName(target);
  const rows = asRun === undefined ? [await deliveryNotRun(index, target)] : (await index.deliveries({ run: target })).filter(isFirst);
  const name = asRun ?? parseRunName(rows[0]?.run ?? "");
  if (name === undefined) throw new PromptopsError("unknown-delivery", `"${target}" is neither a run nor a delivery.`);
  const repeats = to === undefined ? rows.map((row) => repeatOf(row, row.destination)) : [repeatOf(rows[0], to)];
  if (repeats.length === 0) throw new PromptopsError("nothing-to-replay", `Run ${target} was delivered nowhere.`, { hint: "Name a destination: `--to DEST`." });
  if (sameId && repeats.some(({ of }) => of === undefined))
    throw new PromptopsError("nothing-to-replay", `Run ${target} was not delivered before, so there is no name to be sent again.`);
  return { name, repeats };
}

/** A run by the beginning of its name; whatever else it is stays as it was typed. @throws PromptopsError `ambiguous-id`. */
async function runOrDelivery(index: OpenDeliveries["index"], typed: string): Promise<string> {
  if (parseRunName(typed) !== undefined || meantIds(typed, await index.names("intent", typed)).length > 0) return typed;
  return meantId("run", typed, await index.names("run", typed)) ?? typed;
}

/** @throws PromptopsError as `findDelivery` does, in words that tell that it could have been a run. */
async function deliveryNotRun(index: OpenDeliveries["index"], target: string): Promise<DeliveryRow> {
  try {
    return await findDelivery(index, target);
  } catch (error) {
    if (!(error instanceof PromptopsError) || error.code !== "unknown-delivery") throw error;
    const hint = `${error.hint} \`promptops runs list\` shows the runs.`;
    throw new PromptopsError("unknown-delivery", `There is no run and no delivery "${target}".`, { hint, cause: error });
  }
}

function isFirst({ replay_of: replay }: DeliveryRow): boolean {
  return replay === undefined;
}

function repeatOf(row: DeliveryRow | undefined, name: string): Repeat {
  const { title, format, max_parts } = row?.wanted ?? {};
  return {
    of: row?.intent,
    destination: {
      name,
      ...(title === undefined ? {} : { title }),
      ...(format === undefined ? {} : { format }),
      ...(max_parts === undefined ? {} : { max_parts }),
    },
  };
}

interface Prepare {
  readonly name: RunName;
  readonly repeats: readonly Repeat[];
  readonly input: ReplayDeliveryInput;
  readonly person: Person;
}

async function prepared(deps: DeliveriesDeps, { deliver, project }: OpenDeliveries, { name, repeats, input, person }: Prepare): Promise<readonly Intent[]> {
  const run = await readRun(deliver, name, input.target);
  if (run.pruned !== undefined) throw new PromptopsError("record-pruned", `The answer of ${run.run} was taken out of the ledger: its days were over.`);
  const deliverable = deliverableOf(run, undefined);
  if (deliverable === undefined) throw new PromptopsError("nothing-to-replay", `Run ${run.run} has no answer: it ${run.status}.`);
  const host = input.dryRun ? "nowhere" : await deliver.journal.place();
  const each = repeats.map(({ destination, of }) =>
    prepareIntents({
      deliverable,
      destinations: [destination],
      config: project.config,
      run: name,
      job: run.job,
      at: deps.clock.now(),
      host,
      traceparent: run.traceparent,
      redact: deps.redact,
      replay: {
        of: { ...(of === undefined ? {} : { intent: of }), by: `${person.name} <${person.email}>`, reason: input.reason, same_id: input.sameId },
        nonce: deps.random.hex(8),
      },
    }),
  );
  return (await Promise.all(each)).flat();
}

async function readRun({ ledger }: OpenDeliveries["deliver"], name: RunName, target: string): Promise<RunRecord> {
  const text = await (await ledger.view()).read(runPath(name));
  if (text === undefined) throw new PromptopsError("nothing-to-replay", `The record of the run behind "${target}" is not in the ledger.`);
  const value = JSON.parse(text) as unknown;
  if (!Check(RunRecord, value)) throw new PromptopsError("ledger-damaged", `The record ${runPath(name)} is not what it should be.`, { where: runPath(name) });
  return value;
}
