import { strict, Type, type Static } from "./shape.ts";

/** How the parts of a case's score come together, when they shall not all count alike. */
export const ScoreRule = strict(
  {
    weights: Type.Record(Type.String({ pattern: "^.{1,60}$" }), Type.Number({ minimum: 0 }), {
      minProperties: 1,
      additionalProperties: false,
      description:
        "Component: weight. A component is the `metric` of assertions, or what their kind counts in: `parse`, `schema`, `grounding`, `task`, `latency`, `cost`. One that a case has nothing of is left out.",
    }),
    latency: Type.Optional(
      strict(
        { full_ms: Type.Number({ minimum: 0 }), zero_ms: Type.Number({ exclusiveMinimum: 0 }) },
        { description: "The component `latency`: 1 up to `full_ms`, 0 from `zero_ms` on, falling evenly between, milliseconds." },
      ),
    ),
  },
  { description: "A composite score in place of the weighted mean of all assertions." },
);
export type ScoreRule = Static<typeof ScoreRule>;
