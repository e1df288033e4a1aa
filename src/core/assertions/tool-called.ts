import { counted } from "../gates/words.ts";
import { strict, Type } from "../model/shape.ts";
import { boundsProblem } from "./bounds.ts";
import { undeclaredProblem } from "./declared-functions.ts";
import { assertionKind } from "./kind.ts";
import { ToolNames } from "./tool-names.ts";

export const toolCalled = assertionKind({
  type: "tool-called",
  area: "tools",
  summary:
    "The tool `name` was called, between `min` and `max` times; of several names each was. The score is the share of names that were. `max: 0` says that it was not.",
  params: strict({
    name: ToolNames,
    min: Type.Optional(Type.Integer({ minimum: 0, description: "Default: `1`, or `0` beside `max: 0`." })),
    max: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  needs: [],
  problem({ name, min, max }, { tools }) {
    if (min === 0 && max === undefined) return "`min: 0` without `max` says nothing: every number of calls is right.";
    return (min === undefined ? undefined : boundsProblem({ min, ...(max === undefined ? {} : { max }) })) ?? undeclaredProblem([name].flat(), tools);
  },
  score({ toolCalls }, { name, max = Infinity, min = max === 0 ? 0 : 1 }) {
    const names = [name].flat();
    const wrong = names.flatMap((each) => {
      const times = toolCalls.filter((call) => call.name === each).length;
      if (times < min) return [times === 0 ? `${each} was not called` : `${each} was called ${counted(times, "time")}, less than ${min}`];
      return times > max ? [`${each} was called ${counted(times, "time")}, more than ${max}`] : [];
    });
    return wrong.length === 0
      ? { score: 1, reason: `${names.join(", ")}: called as asked for` }
      : { score: 1 - wrong.length / names.length, pass: false, reason: wrong.join("; ") };
  },
});
