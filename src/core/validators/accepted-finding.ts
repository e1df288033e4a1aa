import { strict, Type, type Static } from "../model/shape.ts";

/** What a validator found, and a person said shall stay. */
export const AcceptedFinding = strict({
  code: Type.String({ description: "The validator's reason code." }),
  message: Type.String({ description: "What it found." }),
  because: Type.String({ description: "The manifest's reason." }),
});
export type AcceptedFinding = Static<typeof AcceptedFinding>;
