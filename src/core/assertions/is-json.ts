import { strict } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";

export const isJson = assertionKind({
  type: "is-json",
  summary: "The answer is JSON, and nothing but JSON.",
  params: strict({}),
  needs: [],
  component: "parse",
  score({ json }) {
    return json === undefined ? { score: 0, reason: "is not JSON" } : { score: 1, reason: "is JSON" };
  },
});
