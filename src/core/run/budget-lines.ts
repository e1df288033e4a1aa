import type { Config } from "../model/config.ts";
import type { Budget, Job } from "../model/job.ts";
import { providerOf } from "../model-call/provider-of.ts";

/** One scope that a run counts in, and its ceilings where it has some. Scopes are named as in `BudgetState`. */
export interface BudgetLine {
  readonly scope: string;
  readonly budget: Budget | undefined;
}

export interface Spender {
  /** Absent for a preview of a prompt without a job. */
  readonly job?: { readonly name: string; readonly budget: Job["budget"] } | undefined;
  readonly prompt: string;
  /** `provider/name` */
  readonly model: string;
}

export const jobScope = (job: string): string => `job/${job}`;

/** The scopes a run counts in: everything, its namespace, its provider, its job. */
export function budgetLines({ budgets = {} }: Pick<Config, "budgets">, { job, prompt, model }: Spender): readonly BudgetLine[] {
  const namespace = prompt.split("/", 1)[0] ?? "";
  const provider = providerOf(model);
  return [
    { scope: "all", budget: budgets.all },
    { scope: `namespace/${namespace}`, budget: own(budgets.namespaces, namespace) },
    { scope: `provider/${provider}`, budget: own(budgets.providers, provider) },
    ...(job === undefined ? [] : [{ scope: jobScope(job.name), budget: job.budget }]),
  ];
}

function own(budgets: Readonly<Record<string, Budget>> | undefined, name: string): Budget | undefined {
  return budgets !== undefined && Object.hasOwn(budgets, name) ? budgets[name] : undefined;
}
