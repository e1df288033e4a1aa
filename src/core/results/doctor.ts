import { strict, Type, word, type Static } from "../model/shape.ts";

export const DoctorCheck = strict({
  name: word([
    "node",
    "git",
    "repository",
    "identity",
    "project",
    "private-folder",
    "provider-key",
    "destination-key",
    "remote",
    "base-branch",
    "releases",
    "evaluations",
  ]),
  outcome: word(["ok", "note", "problem"], { description: "`note`: works, but you may want to act. `problem`: something will fail." }),
  message: Type.String(),
  fix: Type.Optional(Type.String({ description: "The next step; always there unless the outcome is ok." })),
});
export type DoctorCheck = Static<typeof DoctorCheck>;

export const DoctorResult = strict({ healthy: Type.Boolean({ description: "No check found a problem." }), checks: Type.Array(DoctorCheck) });
export type DoctorResult = Static<typeof DoctorResult>;
