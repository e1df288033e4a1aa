import { Check } from "typebox/value";
import { PromptopsError } from "../errors/promptops-error.ts";
import { Claim } from "../ledger/claim.ts";
import { RunRecord } from "../ledger/run-record.ts";
import type { Intent } from "../ledger/intent.ts";
import type { ModelAnswer } from "./model-answer.ts";
import { RunDraft } from "./run-draft.ts";
import type { RunFacts } from "./run-facts.ts";

/** How far a run had come when its process ended. */
export type LeftRun =
  /** Claimed, perhaps asked; no answer is known. `asked`: the model may have been paid for one that nobody has. */
  | { readonly kind: "begun"; readonly claim: Claim; readonly asked: boolean }
  | { readonly kind: "answered"; readonly facts: RunFacts; readonly answers: readonly ModelAnswer[] }
  | { readonly kind: "ended"; readonly record: RunRecord; readonly intents: readonly Intent[] };

interface Entry {
  readonly step: string;
  readonly subject: string;
  readonly data: unknown;
}

/**
 * What the entries of one journal file say of runs, by run's name. Of two claims of one run (it was held on to) the later counts.
 * @param damaged Entries may be missing among them. @throws PromptopsError `ledger-damaged` for an entry that this version cannot read.
 */
export function leftRuns(file: string, entries: readonly Entry[], damaged = false): ReadonlyMap<string, LeftRun> {
  const runs = new Map<string, LeftRun>();
  const facts = new Map<string, RunFacts>();
  for (const { step, subject, data } of entries) {
    const before = runs.get(subject);
    switch (step) {
      case "claiming":
        if (!Check(Claim, data)) throw strange(file);
        runs.set(subject, { kind: "begun", claim: data, asked: false });
        break;
      case "asked":
        facts.set(subject, askedIn(file, data));
        if (before?.kind === "begun") runs.set(subject, { ...before, asked: true });
        break;
      case "answered": {
        const known = facts.get(subject);
        if (known === undefined) {
          if (!damaged) throw strange(file);
          // Without what was asked there is no record to make of it.
          if (before?.kind === "begun") runs.set(subject, { ...before, asked: true });
          break;
        }
        const answers = [...(before?.kind === "answered" ? before.answers : []), data as ModelAnswer];
        runs.set(subject, { kind: "answered", facts: known, answers });
        break;
      }
      case "run": {
        const { record, intents } = data as { readonly record: unknown; readonly intents: readonly Intent[] };
        if (!Check(RunRecord, record)) throw strange(file);
        runs.set(subject, { kind: "ended", record, intents });
        break;
      }
    }
  }
  return runs;
}

function askedIn(file: string, data: unknown): RunFacts {
  const { facts } = data as { readonly facts?: RunFacts };
  if (facts === undefined || !Check(RunDraft, facts.draft)) throw strange(file);
  return facts;
}

function strange(file: string): PromptopsError {
  return new PromptopsError("ledger-damaged", `The journal ${file} holds a run that this version cannot read.`, { where: file });
}
