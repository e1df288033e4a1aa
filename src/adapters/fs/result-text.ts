import { Check } from "typebox/value";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { restored, SharedParts, shortened, type ResultLine } from "../../core/eval/result-line.ts";

/** The line before all results: what they share. */
export function headOf(shared: SharedParts): string {
  return JSON.stringify({ shared });
}

/** What results share, when a line tells it. */
export function sharedIn(line: unknown): SharedParts | undefined {
  if (typeof line !== "object" || line === null || !("shared" in line)) return undefined;
  return Check(SharedParts, line.shared) ? line.shared : undefined;
}

/** @param shared Undefined in files that begin with a result: there every line says all. */
export function lineOf(result: CaseResult, shared: SharedParts | undefined): string {
  return JSON.stringify(shared === undefined ? result : shortened(result, shared));
}

export function resultOf(line: unknown, shared: SharedParts | undefined): CaseResult {
  return shared === undefined ? (line as CaseResult) : restored(line as ResultLine, shared);
}

/** Undefined for what is no JSON. */
export function parsedLine(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
