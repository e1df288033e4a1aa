import type { Config } from "../model/config.ts";
import type { AskedByDefault } from "./needs-of.ts";

/** The models that a project asks where assertions name none. @param suite Its judge comes before the project's. */
export function askedByDefault({ evaluation = {} }: Pick<Config, "evaluation">, suite: { readonly judge?: string } = {}): AskedByDefault {
  return { judge: suite.judge ?? evaluation.judge, embedding: evaluation.embeddings };
}
