import { ProviderError } from "../../../core/errors/provider-error.ts";
import type { Speaker } from "./wire-format.ts";

/** Vectors as a server sent them, when there is one of numbers per text and all are of one length. @throws ProviderError `malformed` */
export function checkedVectors({ name }: Speaker, sent: readonly unknown[], count: number): readonly (readonly number[])[] {
  const vectors = sent.filter(isVector);
  if (sent.length !== count || vectors.length !== count)
    throw new ProviderError("malformed", name, `${name} was asked for ${count === 1 ? "one vector" : `${count} vectors`} and sent ${vectors.length}.`);
  if (new Set(vectors.map(({ length }) => length)).size > 1) throw new ProviderError("malformed", name, `${name} sent vectors of different lengths.`);
  return vectors;
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "number" && Number.isFinite(each));
}
