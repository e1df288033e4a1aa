import { Asked } from "../eval/evaluation-plan.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";

export const ListedEvaluation = strict({
  id: Type.String(),
  state: word(["finished", "unfinished", "damaged"], { description: "An unfinished one can be gone on with; of a damaged one only the id is known." }),
  started_at: Type.Optional(Type.String()),
  prompts: Type.Array(strict({ label: Type.String(), model: Type.String() })),
  asked: Type.Optional(Asked),
  results: Type.Optional(Type.Integer({ description: "How many it set out to get: cases times epochs." })),
  verdict: Type.Optional(word(["pass", "fail", "error", "pending"], { description: "Of a finished one, as are the numbers that follow." })),
  cases: Type.Optional(Type.Integer()),
  passed: Type.Optional(Type.Integer()),
  failed: Type.Optional(Type.Integer()),
  errors: Type.Optional(Type.Integer()),
  reused: Type.Optional(Type.Integer({ minimum: 1, description: "Cases that it took over from earlier evidence; absent when it ran all." })),
  cost_nano_usd: Type.Optional(Type.Integer({ description: "What its calls cost; absent when a price was not known." })),
});
export type ListedEvaluation = Static<typeof ListedEvaluation>;

export const EvalListResult = strict({
  evaluations: Type.Array(ListedEvaluation, { description: "Newest first." }),
  more: Type.Boolean({ description: "There are older ones than were asked for." }),
});
export type EvalListResult = Static<typeof EvalListResult>;
