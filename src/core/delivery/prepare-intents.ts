import { destinationKindOf } from "../destinations/registry.ts";
import type { Deduplication, Deliverable } from "../destinations/kind.ts";
import { digestBytes, digestOf } from "../identity/digest.ts";
import type { Intent } from "../ledger/intent.ts";
import { intentName, runName, type RunName } from "../ledger/record-names.ts";
import type { Config } from "../model/config.ts";
import type { JobDestination } from "../model/job.ts";
import { redactedJson } from "../redact.ts";
import { settingsOf } from "./destination-settings.ts";
import { extractImages } from "./extract-images.ts";
import { nameForReceiver } from "./name-for-receiver.ts";

/** Milliseconds for which a delivery is tried; then it is given up. */
const patienceMs = 24 * 3_600_000;
/** Discord checks a nonce for "the past few minutes"; this is less than a few. */
const minutesMs = 2 * 60_000;

export interface PrepareInput {
  readonly deliverable: Deliverable;
  readonly destinations: readonly JobDestination[];
  readonly config: Pick<Config, "destinations">;
  readonly run: RunName;
  /** Undefined for a preview of a prompt without a job. */
  readonly job: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The journal in which the attempts will be noted: `Journal.place()` of whoever will deliver, and never the host's name alone. */
  readonly host: string;
  readonly traceparent: string;
  /** Blanks out secrets, before the bytes are frozen. */
  readonly redact: (text: string) => string;
  /** `nonce`: made by whoever asks for the replay, so that each one has a name of its own. */
  readonly replay?: { readonly of: NonNullable<Intent["replay_of"]>; readonly nonce: string };
}

/**
 * One intent for each destination, its bytes frozen. Names follow from run and destination, so that preparing twice gives the same.
 * @throws PromptopsError `unknown-destination`.
 */
export async function prepareIntents(input: PrepareInput): Promise<readonly Intent[]> {
  const seen = new Map<string, number>();
  const all: Intent[] = [];
  for (const wanted of input.destinations) {
    const nth = (seen.get(wanted.name) ?? 0) + 1;
    seen.set(wanted.name, nth);
    all.push(await prepareIntent(input, wanted, nth));
  }
  return all;
}

async function prepareIntent(input: PrepareInput, wanted: JobDestination, nth: number): Promise<Intent> {
  const { run, job, at, host, traceparent, replay, redact } = input;
  const settings = settingsOf(input.config, wanted.name);
  const kind = destinationKindOf(settings);
  const name = intentName(
    run,
    digestOf({ run: runName(run), destination: wanted.name, ...(nth === 1 ? {} : { nth }), ...(replay === undefined ? {} : { replay: replay.nonce }) }),
  );
  const title = (wanted.title ?? input.deliverable.title).replaceAll(/\s+/g, " ").trim();
  const deliverable = redactedJson(extractImages({ ...input.deliverable, title }), redact);
  const form = { title: deliverable.title, format: wanted.format ?? "markdown", max_parts: wanted.max_parts ?? 5 };
  // Under the name it had before, the receiver's copy must say so too.
  const shownName = nameForReceiver({ intent: name, replay_of: replay?.of });
  const parts = await kind.format({ deliverable, settings, intent: shownName, form: form.format, maxParts: form.max_parts });
  return {
    schema_version: 1,
    kind: "intent",
    intent: name,
    run: runName(run),
    ...(job === undefined ? {} : { job }),
    destination: wanted.name,
    destination_kind: kind.kind,
    parts: parts.map(({ contentType, body, encoding }) => ({ content_type: contentType, body, encoding, digest: digestBytes(Buffer.from(body, encoding)) })),
    at: new Date(at).toISOString(),
    host,
    deadline: new Date(at + patienceMs).toISOString(),
    ...unknownPolicy(kind.deduplication(settings)),
    wanted: form,
    traceparent,
    ...(replay === undefined ? {} : { replay_of: replay.of }),
  };
}

/** What to do about an attempt that may have arrived, by what the kind can tell apart. */
function unknownPolicy(deduplication: Deduplication): Pick<Intent, "on_unknown" | "resend_for_ms"> {
  switch (deduplication) {
    case "by-id":
      return { on_unknown: "resend" };
    case "for-minutes":
      return { on_unknown: "resend", resend_for_ms: minutesMs };
    case "none":
      return { on_unknown: "hold" };
  }
}
