import { arms } from "../experiment/assign-arm.ts";
import { experimentVerdicts } from "../experiment/experiment-verdicts.ts";
import { ExperimentStart, ExperimentStop } from "../ledger/experiment-records.ts";
import { Reason } from "../ledger/record-parts.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { policyCodeNames } from "../release/promotion-policy.ts";

const shared = Type.Boolean({ description: "It is on the remote, or there is none." });

const Sample = strict({ n: Type.Integer(), sum: Type.Number() });
const Bounds = Type.Unsafe<readonly [number, number]>({
  type: "array",
  items: { type: "number" },
  minItems: 2,
  maxItems: 2,
  description: "Holds the true difference with the experiment's confidence, however often somebody looks.",
});
const contrast = {
  control: Sample,
  candidate: Sample,
  difference: Type.Optional(Type.Number({ description: "Mean of the candidate less that of control; absent while one of them has none." })),
  interval: Bounds,
};

export const ExperimentStatus = strict({
  start: ExperimentStart,
  stop: Type.Optional(ExperimentStop),
  verdict: word(experimentVerdicts, { description: "What the outcomes say now; of one that was stopped, what they said then." }),
  reason: Reason,
  primary: strict(contrast),
  guards: Type.Array(strict({ name: Type.String(), margin: Type.Number(), harmed: Type.Boolean(), ...contrast })),
  split: Type.Optional(
    strict(
      { fits: Type.Boolean(), expected: Type.Number(), got: Type.Number(), p: Type.Number({ description: "Pearson's χ², of a single look." }) },
      { description: "What the candidate was meant to get of the units, and got; absent without outcomes." },
    ),
  ),
});
export type ExperimentStatus = Static<typeof ExperimentStatus>;

export const ExperimentStartResult = strict({
  outcome: word(["started", "refused"]),
  prompt: Type.String(),
  environment: Type.String(),
  control: Type.String({ description: "The version that is live." }),
  candidate: Type.String(),
  refusals: Type.Array(strict({ code: word(policyCodeNames), message: Type.String(), hint: Type.String() }), {
    description: "What the environment's policy holds against the candidate.",
  }),
  start: Type.Optional(ExperimentStart),
});
export type ExperimentStartResult = Static<typeof ExperimentStartResult>;

export const ExperimentStatusResult = strict({ experiments: Type.Array(ExperimentStatus, { description: "By environment, prompt and number." }) });
export type ExperimentStatusResult = Static<typeof ExperimentStatusResult>;

export const ExperimentRecordResult = strict({
  recorded: Type.Integer({ description: "Outcomes in the file." }),
  already_there: Type.Integer({ description: "Of those, whose unit has an outcome already: the earliest counts." }),
  shared,
  status: ExperimentStatus,
});
export type ExperimentRecordResult = Static<typeof ExperimentRecordResult>;

export const ExperimentStopResult = strict({ outcome: word(["stopped", "already-stopped"]), shared, status: ExperimentStatus });
export type ExperimentStopResult = Static<typeof ExperimentStopResult>;

export const ExperimentAssignResult = strict({
  experiment: Type.String(),
  arm: word(arms),
  version: Type.String(),
  running: Type.Boolean({ description: "False: it is over, and everybody gets control." }),
});
export type ExperimentAssignResult = Static<typeof ExperimentAssignResult>;
