import { strict } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";
import { readJson } from "./read-json.ts";
import { Fenced, unfenced } from "./unfenced.ts";

export const isJson = assertionKind({
  type: "is-json",
  area: "structure",
  summary: "The answer is JSON, and nothing but JSON. Nested more than 512 deep, it counts as none.",
  params: strict({ fenced: Fenced }),
  needs: [],
  component: "parse",
  score({ output, json }, { fenced = false }) {
    const found = fenced ? readJson(unfenced(output)) : json;
    return found === undefined ? { score: 0, reason: "is not JSON" } : { score: 1, reason: "is JSON" };
  },
});
