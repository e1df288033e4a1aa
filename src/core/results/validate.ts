import { strict, Type, type Static } from "../model/shape.ts";
import { ProblemRecord } from "./failure.ts";

export const ValidateResult = strict({
  files: Type.Integer({ minimum: 0, description: "Files looked at." }),
  problems: Type.Array(ProblemRecord, { description: "By file, and inside a file from top to bottom." }),
});
export type ValidateResult = Static<typeof ValidateResult>;
