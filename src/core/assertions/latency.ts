import { strict, Type } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";

export const latency = assertionKind({
  type: "latency",
  area: "operation",
  summary: "The answer came within `max_ms` milliseconds (the attempt that answered; waiting for retries does not count).",
  params: strict({ max_ms: Type.Number({ exclusiveMinimum: 0 }) }),
  needs: [],
  component: "latency",
  score({ latencyMs }, { max_ms }) {
    const inTime = latencyMs <= max_ms;
    return { score: inTime ? 1 : 0, reason: `${Math.round(latencyMs)} ms, ${inTime ? "within" : "more than"} ${max_ms}` };
  },
});
