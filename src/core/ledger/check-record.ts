import type { LedgerFinding } from "../results/ledger-verify.ts";
import { startedAt } from "../eval/evaluation-id.ts";
import { placeOfFeedback } from "../feedback/make-feedback.ts";
import { evidenceIn } from "./evaluation-record.ts";
import { outcomesPath, parseExperimentName, startPath, stopPath, type ExperimentName } from "../experiment/experiment-name.ts";
import { outcomesDigest } from "../experiment/outcomes-digest.ts";
import { folderOf, isLatePath, readRecord, type AnyRecord } from "./read-record.ts";
import {
  claimPath,
  evaluationPath,
  hourFolder,
  intentPath,
  outcomeFolder,
  parseRunName,
  receiptPath,
  runPath,
  spendingPath,
  takingPath,
  type RunName,
} from "./record-names.ts";

/** What is wrong with a record: its shape, or the place it lies at. */
export function checkRecord(path: string, text: string | undefined): LedgerFinding[] {
  if (text === undefined) return [{ check: "shape", where: path, message: "Git cannot read it." }];
  const folder = folderOf(path);
  const record = readRecord(path, text);
  if (record === undefined) return [{ check: "shape", where: path, message: `It is no record of ${folder}.` }];
  const fits = placesOf(record, path).some((place) => (typeof place === "string" ? place === path : place.test(path)));
  return fits ? [] : [{ check: "place", where: path, message: "It does not lie where its contents say." }];
}

/** Where a record may lie. */
function placesOf(record: AnyRecord, path: string): (string | RegExp)[] {
  switch (record.kind) {
    case "claim": {
      const name = parseRunName(record.run);
      return name === undefined || !isOf(name, record.job, record.slot) ? [] : [claimPath(name, record.epoch)];
    }
    case "run": {
      const name = parseRunName(record.run);
      if (name === undefined || name.preview !== record.preview || !isOf(name, record.job, record.slot)) return [];
      const late = isLatePath(path) ? Number(/\.late-(\d+)\.json$/.exec(path)?.[1]) : undefined;
      return [runPath(name, late)];
    }
    case "intent":
      return [intentPath(record.intent)];
    case "receipt":
      return [(record.outcome === "taken" ? takingPath : receiptPath)(record.intent, record.part, record.attempt)];
    case "feedback":
      return [placeOfFeedback(record)];
    case "evaluation":
      return evidenceIn(record) === undefined ? [] : [evaluationPath(record.key, Date.parse(record.evidence.finished_at))];
    case "experiment":
      return namedPlace(record.experiment, startPath);
    case "experiment-outcomes":
      return namedPlace(record.experiment, (name) => outcomesPath(name, outcomesDigest(record.outcomes)));
    case "experiment-stop":
      return namedPlace(record.experiment, stopPath);
    case "outcomes":
      return [`${outcomeFolder(record)}/${outcomesDigest(record.outcomes)}.json`];
    case "spending": {
      const began = startedAt(record.evaluation);
      return began === undefined ? [] : [spendingPath(record.evaluation, Date.parse(began), record.nth, record.step)];
    }
    case "audit":
      return [new RegExp(`^audit/${hourFolder(Date.parse(record.at))}/[A-Za-z0-9-]+\\.json$`)];
  }
}

function namedPlace(experiment: string, place: (name: ExperimentName) => string): string[] {
  const name = parseExperimentName(experiment);
  return name === undefined ? [] : [place(name)];
}

function isOf(name: RunName, job: string | undefined, slot: string | undefined): boolean {
  return (job === undefined || job === name.job) && (slot === undefined || name.preview || Date.parse(slot) === name.at);
}
