/** What a person asked for, in their words. */
export interface EvalRequest {
  /** `id` or `id@1.2.0`; all prompts when empty. */
  readonly prompts: readonly string[];
  readonly suites: readonly string[];
  readonly cases: readonly string[];
  readonly tags: readonly string[];
  readonly filters?: readonly string[] | undefined;
  readonly sample?: number | undefined;
  readonly seed?: string | undefined;
  /** `2/5` */
  readonly shard?: string | undefined;
  /** A revision, or `branchPoint`: only prompts that differ from it. */
  readonly changed?: string | undefined;
  /** A revision that prompts are read from, with their partials and files; everything that judges them stays the work tree's. */
  readonly promptsFrom?: string | undefined;
  readonly epochs?: number | undefined;
  readonly models?: readonly string[] | undefined;
  readonly provider?: string | undefined;
  readonly useCache?: boolean | undefined;
  /** Take over what evidence proves; undefined = as the project says. */
  readonly reuse?: boolean | undefined;
  /** Where answers are to be recorded. */
  readonly record?: string | undefined;
  readonly watch?: boolean | undefined;
  readonly allowCode: boolean;
  readonly concurrency?: number | undefined;
  /** US dollars. */
  readonly maxCost?: string | undefined;
  readonly failFast?: boolean | undefined;
  /** An evaluation's id, or `newest`. */
  readonly resume?: string | undefined;
  readonly retryErrors?: boolean | undefined;
}

/** What of it decides which cases are run, and how. */
export type Selected = Pick<
  EvalRequest,
  "prompts" | "suites" | "cases" | "tags" | "filters" | "sample" | "seed" | "shard" | "changed" | "epochs" | "models" | "provider" | "useCache"
>;
