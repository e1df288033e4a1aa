import { ModelId, Name, Type } from "../model/shape.ts";

/** What every kind that asks a judge may say. */
export const judgeParams = {
  judge: Type.Optional({ ...Name, description: "A judge of the repository, `judges/<name>.yml`, in place of the built-in one." }),
  model: Type.Optional({
    ...ModelId,
    description: "The model that judges, `provider/name`. Default: the suite's `judge`, else the project's `evaluation.judge`.",
  }),
};
