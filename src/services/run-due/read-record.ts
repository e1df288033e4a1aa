import type { Static, TSchema } from "typebox";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { fitsShape } from "../../core/model/fits-shape.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";

/** A record or a file of `state/`, checked; undefined when there is none. @throws PromptopsError `ledger-damaged`. */
export async function readRecord<S extends TSchema>(view: LedgerView, schema: S, path: string): Promise<Static<S> | undefined> {
  const text = await view.read(path);
  return text === undefined ? undefined : recordIn(schema, path, text);
}

/** @throws PromptopsError `ledger-damaged`. */
export function recordIn<S extends TSchema>(schema: S, path: string, text: string): Static<S> {
  const value = parsed(text);
  if (!fitsShape(schema, value)) throw new PromptopsError("ledger-damaged", `The ledger's ${path} is not what its place says.`, { where: path });
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
