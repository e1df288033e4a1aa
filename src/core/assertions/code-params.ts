import { AnyJson, Type } from "../model/shape.ts";

/** What every kind that lets the user's own code score may say. */
export const configParam = { config: Type.Optional({ ...AnyJson, description: "Handed to the scorer as it is." }) };

export const timeoutParam = {
  timeout_seconds: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 600, default: 30, description: "Of one score." })),
};
