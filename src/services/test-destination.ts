import { prepareIntents } from "../core/delivery/prepare-intents.ts";
import { destinationKindOf } from "../core/destinations/registry.ts";
import { settingsOf } from "../core/delivery/destination-settings.ts";
import type { Deliverable } from "../core/destinations/kind.ts";
import { stamp } from "../core/ledger/record-names.ts";
import type { DestinationsTestResult } from "../core/results/deliveries.ts";
import type { Clock } from "../ports/clock.ts";
import type { OpenDestination } from "../ports/destination.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { Random } from "../ports/random.ts";
import { openConfig } from "./open-config.ts";

export interface TestDestinationDeps {
  readonly source: DocumentSource;
  readonly openDestination: OpenDestination;
  readonly clock: Clock;
  readonly random: Random;
  readonly redact: (text: string) => string;
  readonly signal?: AbortSignal;
}

/**
 * Sends one message that says it is a test, by the very path a delivery takes; nothing is recorded, and nothing is tried twice.
 * @throws PromptopsError `unknown-destination`, `missing-key`, `invalid-destination`.
 */
export async function testDestination(deps: TestDestinationDeps, name: string): Promise<DestinationsTestResult> {
  const config = await openConfig(deps.source);
  const settings = settingsOf(config, name);
  const kind = destinationKindOf(settings);
  const at = deps.clock.now();
  const run = { job: "test", at, nth: 1, preview: true };
  const traceparent = `00-${deps.random.hex(16)}-${deps.random.hex(8)}-01`;
  const [intent] = await prepareIntents({
    deliverable: testMessage(name, at, traceparent),
    destinations: [{ name }],
    config,
    run,
    job: undefined,
    at,
    host: "test",
    traceparent,
    redact: deps.redact,
    replay: { of: { by: "test", reason: "test", same_id: false }, nonce: deps.random.hex(8) },
  });
  const [payload] = intent?.parts ?? [];
  if (intent === undefined || payload === undefined) throw new TypeError("a message has a part");
  const destination = await deps.openDestination(name);
  const began = deps.clock.elapsed();
  const { outcome, sentence, status, externalId } = await destination.send(
    { intent: intent.intent, part: 1, parts: 1, payload, traceparent, about: { job: undefined, run: intent.run, at }, before: [] },
    deps.signal,
  );
  return {
    destination: name,
    kind: kind.kind,
    outcome,
    ...(sentence === undefined ? {} : { reason: deps.redact(sentence) }),
    ...(status === undefined ? {} : { status }),
    ...(externalId === undefined ? {} : { external_id: externalId }),
    latency_ms: Math.round(deps.clock.elapsed() - began),
    guarantee: kind.guarantee,
  };
}

function testMessage(name: string, at: number, traceparent: string): Deliverable {
  return {
    title: "[test] promptops",
    content: `This is a test of destination **${name}**, sent by hand at ${stamp(at)}. No prompt was run.`,
    structured: undefined,
    usedWebSearch: false,
    citations: [],
    images: [],
    meta: { job: undefined, run: `test~${stamp(at)}~p`, slot: undefined, prompt: "test", version: undefined, traceparent, test: "true" },
  };
}
