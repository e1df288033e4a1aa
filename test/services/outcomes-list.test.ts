import { beforeAll, beforeEach, expect, test } from "vitest";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import type { ExperimentOutcomes, ExperimentStart, Outcome } from "../../src/core/ledger/experiment-records.ts";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import type { OutcomeRecord, UseOutcome } from "../../src/core/ledger/outcome-record.ts";
import { outcomeFolder } from "../../src/core/ledger/record-names.ts";
import { outcomesListText } from "../../src/reporters/outcomes/list-text.ts";
import type { GitRepo } from "../../src/ports/git-repo.ts";
import type { LedgerStore } from "../../src/ports/ledger-store.ts";
import { listOutcomes, type ListOutcomesInput } from "../../src/services/outcomes/list-outcomes.ts";
import { memoryLedger } from "../helpers/memory-ledger.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

const by = { name: "Ada Author", email: "ada@example.com" };
const [summarize, classify] = ["billing/summarize", "billing/classify"];
const unit = (nth: number) => nth.toString(16).padStart(24, "0");
const hour = (nth: number) => `2026-11-20T${String(nth).padStart(2, "0")}:00:00.000Z`;

let git: GitRepo;
let ledger: LedgerStore;
let digests = 0;

beforeAll(async () => {
  const temp = await tempRepo();
  await temp.commit({ ".promptops.yml": "schema_version: 1\nproviders: {}\nenvironments: { staging: {}, production: {}, empty: {} }\n" });
  git = await openGitRepo(temp.root);
});

beforeEach(() => {
  ledger = memoryLedger(foldState);
});

async function put(path: string, record: object): Promise<void> {
  await ledger.commit({ records: [{ path, text: `${JSON.stringify(record)}\n` }], message: "Outcomes", by, at: Date.parse(hour(12)) }, "local");
}

async function record(place: Pick<OutcomeRecord, "prompt" | "version" | "environment">, ...outcomes: UseOutcome[]): Promise<void> {
  const digest = unit((digests += 1));
  await put(`${outcomeFolder(place)}/${digest}.json`, { schema_version: 1, kind: "outcomes", ...place, digest, outcomes } satisfies OutcomeRecord);
}

/** One of 1.0.0 with 1.1.0 in production. */
async function experiment(...outcomes: Outcome[]): Promise<void> {
  const [folder, name] = [`experiments/production/${summarize}~1`, `${summarize}@production~1`];
  const version = (version: string) => ({ prompt: summarize, version, digest: "d".repeat(64), commit: "c".repeat(40) });
  const start: ExperimentStart = {
    schema_version: 1,
    kind: "experiment",
    experiment: name,
    at: hour(0),
    by,
    control: version("1.0.0"),
    candidate: version("1.1.0"),
    share: 0.5,
    salt: "0".repeat(32),
    alpha: 0.05,
    guards: [],
  };
  await put(`${folder}/start.json`, start);
  const digest = unit((digests += 1));
  const made: ExperimentOutcomes = { schema_version: 1, kind: "experiment-outcomes", experiment: name, digest, outcomes };
  await put(`${folder}/outcomes/${digest}.json`, made);
}

const list = (input: Partial<ListOutcomesInput> = {}) => listOutcomes({ git, openLedger: () => Promise.resolve(ledger) }, { limit: 30, ...input });

async function everything(): Promise<void> {
  const place = { prompt: summarize, version: "1.0.0", environment: "production" };
  await record(place, { unit: unit(1), values: { value: 1, polite: 1 }, at: hour(2) }, { unit: unit(2), values: { value: 0 }, at: hour(3) });
  // Of a unit the earliest counts, whatever was recorded first.
  await record(place, { unit: unit(1), values: { value: 0 }, at: hour(1) }, { unit: unit(3), values: { polite: 0.5 }, at: hour(4) });
  await record({ ...place, version: "1.1.0", environment: "staging" }, { unit: unit(1), values: { value: 1 }, at: hour(9) });
  await record({ ...place, prompt: classify }, { unit: unit(1), values: { value: 0.25 }, at: hour(5) });
  await experiment({ unit: unit(7), arm: "control", value: 1, at: hour(6) }, { unit: unit(8), arm: "candidate", value: 0, guards: { polite: 1 }, at: hour(8) });
}

test("what was recorded is summed up for each version where it was in use, the newest first", async () => {
  await everything();
  const own = { environment: "production", recorded: 1, units: 1 };
  expect(await list()).toEqual({
    outcomes: [
      { ...own, prompt: summarize, version: "1.1.0", environment: "staging", first: hour(9), last: hour(9), metrics: [{ metric: "value", units: 1, mean: 1 }] },
      {
        ...own,
        prompt: summarize,
        version: "1.1.0",
        experiment: `${summarize}@production~1`,
        first: hour(8),
        last: hour(8),
        metrics: [
          { metric: "polite", units: 1, mean: 1 },
          { metric: "value", units: 1, mean: 0 },
        ],
      },
      {
        ...own,
        prompt: summarize,
        version: "1.0.0",
        experiment: `${summarize}@production~1`,
        first: hour(6),
        last: hour(6),
        metrics: [{ metric: "value", units: 1, mean: 1 }],
      },
      { ...own, prompt: classify, version: "1.0.0", first: hour(5), last: hour(5), metrics: [{ metric: "value", units: 1, mean: 0.25 }] },
      {
        ...own,
        prompt: summarize,
        version: "1.0.0",
        recorded: 4,
        units: 3,
        first: hour(1),
        last: hour(4),
        metrics: [
          { metric: "polite", units: 2, mean: 0.75 },
          { metric: "value", units: 2, mean: 0 },
        ],
      },
    ],
    more: 0,
  });
});

test("only what is asked for is listed, and no more than that", async () => {
  await everything();
  const rows = async (input: Partial<ListOutcomesInput>) =>
    (await list(input)).outcomes.map((row) => [row.prompt, row.version, row.environment, row.units, row.experiment !== undefined]);
  const [ofUse, ofControl, ofCandidate] = [
    [summarize, "1.0.0", "production", 3, false],
    [summarize, "1.0.0", "production", 1, true],
    [summarize, "1.1.0", "production", 1, true],
  ];
  expect(await rows({ prompt: summarize, environment: "production" })).toEqual([ofCandidate, ofControl, ofUse]);
  expect(await rows({ prompt: summarize, version: "1.0.0" })).toEqual([ofControl, ofUse]);
  expect(await rows({ environment: "staging" })).toEqual([[summarize, "1.1.0", "staging", 1, false]]);
  expect(await rows({ prompt: summarize, version: "1.0.0", since: Date.parse(hour(4)) })).toEqual([ofControl, [summarize, "1.0.0", "production", 1, false]]);
  for (const none of [{ environment: "empty" }, { since: Date.parse(hour(10)) }, { prompt: summarize, version: "1.0.0", since: Date.parse(hour(10)) }])
    expect(await list(none)).toEqual({ outcomes: [], more: 0 });
  for (const [typo, code] of [
    [{ prompt: "billing" }, "unknown-prompt"],
    [{ version: "2.0.0" }, "unknown-version"],
    [{ environment: "stagin" }, "unknown-environment"],
    [{ environment: "../outcomes" }, "unknown-environment"],
  ] as const)
    await expect(list(typo)).rejects.toMatchObject({ code, exit: "usage" });
  const few = await list({ limit: 2 });
  expect(few).toMatchObject({ outcomes: [{ environment: "staging" }, { version: "1.1.0" }], more: 3 });
  expect(outcomesListText(few, { color: false, width: 160 })).toBe(
    [
      "last                  version                  environment  outcomes  units  good for                 experiment",
      "2026-11-20 09:00 UTC  billing/summarize@1.1.0  staging      1         1      value 100 %              –",
      "2026-11-20 08:00 UTC  billing/summarize@1.1.0  production   1         1      polite 100 %, value 0 %  billing/summarize@production~1",
      "… and 3 older ones",
    ].join("\n"),
  );
});

test("of an empty ledger it is said how to fill it, and what is damaged is no zero", async () => {
  expect(outcomesListText(await list(), { color: false, width: 80 })).toBe("No outcomes are recorded that fit. `promptops outcomes record` records some.");
  await put(`outcomes/production/${summarize}@1.0.0/${unit(1)}.json`, { schema_version: 1, kind: "outcomes" });
  await expect(list()).rejects.toMatchObject({ code: "ledger-damaged", where: `outcomes/production/${summarize}@1.0.0/${unit(1)}.json` });
  expect(await list({ environment: "staging" })).toEqual({ outcomes: [], more: 0 });
});
