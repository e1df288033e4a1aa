import type { OutputContract } from "../../core/eval/output-contract.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import type { ResolvedPrompt } from "../../core/model/resolved-prompt.ts";
import type { EvalCase } from "../../core/model/suite.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { Provider } from "../../ports/provider.ts";
import type { LoadedSuite } from "../load-suite.ts";

/** A target read and ready: nothing about it is asked again while cases run. */
export interface LoadedTarget {
  readonly label: string;
  readonly resolved: ResolvedPrompt;
  readonly promptDigest: string;
  /** `provider/name` */
  readonly model: string;
  readonly modelDigest: string;
  readonly provider: Provider;
  readonly contract: OutputContract;
  readonly suites: readonly LoadedSuite[];
  readonly suiteSource: DocumentSource;
  /** The suites were written for another state of the prompt. */
  readonly foreignSuites: boolean;
  /** The call a case makes. @throws PromptopsError when it cannot be rendered. */
  requestOf(evalCase: EvalCase): ModelRequest;
}
