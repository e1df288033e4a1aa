import type { ModelRequest, RenderedPart } from "../../core/model-call/request.ts";
import type { EvalCase } from "../../core/model/suite.ts";

/** So many requests are kept, and so many characters of their messages. */
const most = { requests: 10_000, characters: 4_000_000 };

/**
 * Every case is rendered before anything is paid for, and again when it is run; the requests of a usual suite are kept in between, as long as
 * their cases are.
 */
export function keptRequests(make: (evalCase: EvalCase) => ModelRequest): (evalCase: EvalCase) => ModelRequest {
  const kept = new WeakMap<EvalCase, ModelRequest>();
  let [requests, characters] = [0, 0];

  return (evalCase) => {
    const found = kept.get(evalCase);
    if (found !== undefined) return found;
    const request = make(evalCase);
    requests += 1;
    characters += request.messages.flatMap(({ parts }) => parts).reduce((sum, part) => sum + lengthOf(part), 0);
    if (requests <= most.requests && characters <= most.characters) kept.set(evalCase, request);
    return request;
  };
}

function lengthOf(part: RenderedPart): number {
  return part.kind === "text" ? part.text.length : part.url.length;
}
