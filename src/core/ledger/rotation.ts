import { Check } from "typebox/value";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { Digest } from "./record-parts.ts";

/**
 * A ledger that was pruned begins anew: its first commit has no parent and holds everything that was kept. Its format file names the tip
 * it stands for, and a file below `rotations/` every record whose content is gone, with the digest that content had.
 */
export const LedgerFormat = strict({ ledger: Type.Literal(1), rotation: Type.Optional(strict({ from: Type.String({ pattern: "^[0-9a-f]{40,64}$" }) })) });
export type LedgerFormat = Static<typeof LedgerFormat>;

/** One line of a rotation's file. */
export const PrunedRecord = strict({
  path: Type.String(),
  digest: { ...Digest, description: "SHA-256 of the record's text as it was." },
  became: word(["redacted", "deleted"]),
});
export type PrunedRecord = Static<typeof PrunedRecord>;

/** In the ledger's tree: the format, and what a rotated ledger stands for. */
export const formatFile = "ledger.json";
export const rotationFolder = "rotations";
export const rotationFile = (from: string): string => `${rotationFolder}/${from}.ndjson`;

export function formatText(format: LedgerFormat): string {
  return `${JSON.stringify(format)}\n`;
}

/** Undefined for what is no format file. */
export function readFormat(text: string | undefined): LedgerFormat | undefined {
  const value = parsed(text ?? "");
  return Check(LedgerFormat, value) ? value : undefined;
}

export function rotationText(pruned: readonly PrunedRecord[]): string {
  return pruned.map((each) => `${JSON.stringify(each)}\n`).join("");
}

/** Its lines; what is no line of a rotation is left out, so that nothing is taken for pruned because of it. */
export function readRotation(text: string): PrunedRecord[] {
  return text
    .split("\n")
    .map(parsed)
    .filter((value): value is PrunedRecord => Check(PrunedRecord, value));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
