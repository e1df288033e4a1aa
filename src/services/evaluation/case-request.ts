import { buildRequest } from "../../core/model-call/build-request.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import type { EvalCase } from "../../core/model/suite.ts";
import { renderPrompt } from "../../core/template/render.ts";
import type { LoadedTarget } from "./loaded-target.ts";

/** The call a case makes. Inputs that only another state of the prompt knows are left out. @throws PromptopsError when it cannot be rendered. */
export function caseRequest(
  { resolved, foreignSuites }: Pick<LoadedTarget, "resolved" | "foreignSuites">,
  { inputs, history }: Pick<EvalCase, "inputs" | "history">,
): ModelRequest {
  const known = resolved.prompt.variables ?? {};
  const variables = foreignSuites ? Object.fromEntries(Object.entries(inputs).filter(([name]) => Object.hasOwn(known, name))) : inputs;
  return buildRequest(resolved, renderPrompt(resolved, { variables, history }));
}
