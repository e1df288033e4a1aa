import type { Assertion } from "../../core/assertions/schema.ts";
import type { PricedModel } from "../../core/cost/prices-of.ts";
import type { AskedByDefault } from "../../core/eval/needs-of.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import type { EvalCase } from "../../core/model/suite.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { ResponseCache } from "../../ports/response-cache.ts";
import type { LoadedSuite } from "../load-suite.ts";
import type { LoadedTarget } from "./loaded-target.ts";

/** What every estimate of one evaluation goes by. */
export interface Estimating {
  readonly openProvider: OpenProvider;
  /** Undefined when nothing is cached. */
  readonly cache: ResponseCache | undefined;
  readonly priced: (model: string) => PricedModel;
  /** Its answers were given and paid for before. */
  readonly isKept: (model: string) => boolean;
  /** Was it answered before, or asked for earlier in this evaluation? With a cache the same question is asked once. @param isCached Looks into the cache. */
  readonly isAsked: (key: string, isCached: (cache: ResponseCache) => boolean) => boolean;
}

/** One case of which it is reckoned what it takes. */
export interface EstimatedCase {
  readonly target: LoadedTarget;
  readonly suite: LoadedSuite | undefined;
  readonly evalCase: EvalCase;
  readonly request: ModelRequest;
  readonly epochs: number;
  /** All of the case, those inside groups too. */
  readonly assertions: readonly Assertion[];
  readonly byDefault: AskedByDefault;
}
