import { buildRequest } from "../../core/model-call/build-request.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import { renderPrompt } from "../../core/template/render.ts";
import type { ReleasedVersion } from "../release/released-version.ts";
import type { CapturedInputs } from "./capture-inputs.ts";

/** What a version asks with these inputs. @throws PromptopsError as `renderPrompt` does. */
export function requestOf({ loaded: { resolved } }: Pick<ReleasedVersion, "loaded">, { values }: Pick<CapturedInputs, "values">): ModelRequest {
  return buildRequest(resolved, renderPrompt(resolved, { variables: values }));
}
