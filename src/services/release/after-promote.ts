import { describeError } from "../../core/errors/error-description.ts";
import type { Canary } from "../../core/model/after-promote.ts";
import type { Config } from "../../core/model/config.ts";
import { canaryUndo, type UndoReason } from "../../core/release/undo-reason.ts";
import type { AfterPromoteReport } from "../../core/results/after-promote.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { askCanary } from "./ask-canary.ts";
import type { GateRun } from "./ask-gate.ts";
import type { GateDeps, ReleaseDeps } from "./release-deps.ts";
import type { ReleasedVersion } from "./released-version.ts";
import { undoPromotion } from "./undo-promotion.ts";

export interface PromotionToCheck {
  readonly canary: Canary;
  readonly config: Config;
  readonly configSource: DocumentSource;
  readonly environment: string;
  readonly version: ReleasedVersion;
  readonly remote: string | undefined;
  /** The promotion's, in the release log. */
  readonly entry: number;
  /** See `CanaryQuestion`. */
  readonly since?: number | undefined;
  readonly dryRun?: boolean | undefined;
}

const namedCases = 20;

/**
 * Asks the canary of a promotion that is recorded, and takes the promotion back when it fails. What keeps the canary from being asked is told, not
 * thrown: the version is live by now, and whoever promoted it must hear that. It is rolled back for a failure only, never for an error.
 */
export async function checkPromotion(
  deps: ReleaseDeps & GateDeps,
  promotion: PromotionToCheck,
  run: Omit<GateRun, "sequential" | "fresh">,
): Promise<AfterPromoteReport> {
  const { environment, version } = promotion;
  const next = `promptops release check ${environment} ${version.prompt}`;
  const answer = await orError(() => askCanary(deps, promotion, run));
  if ("error" in answer) return { verdict: "error", error: answer.error, next };
  const { report, evaluation, failed } = answer;
  const told = {
    verdict: report.verdict,
    canary: report,
    ...(failed.length === 0 ? {} : { failed: { count: failed.length, cases: failed.slice(0, namedCases) } }),
    ...(evaluation === undefined ? {} : { evaluation }),
  };
  if (report.verdict === "pass") return told;
  if (report.verdict !== "fail") return { ...told, next };
  const taken = await takeBack(deps, promotion, canaryUndo(promotion.entry, report, evaluation));
  const isBack = "undone" in taken && taken.undone?.outcome === "rolled-back";
  return { ...told, ...(isBack && evaluation !== undefined ? { next: `promptops eval show ${evaluation}` } : {}), ...taken };
}

/** Rolls a promotion back, and tells what came of it. */
export async function takeBack(
  deps: ReleaseDeps,
  {
    environment,
    version: { prompt },
    remote,
    dryRun,
  }: Pick<PromotionToCheck, "environment" | "remote" | "dryRun"> & { readonly version: { readonly prompt: string } },
  why: UndoReason,
): Promise<Pick<AfterPromoteReport, "undone"> | Pick<AfterPromoteReport, "error" | "next">> {
  const undone = await orError(() => undoPromotion(deps, { remote, environment, prompt, ...why, dryRun }));
  return "error" in undone ? { error: undone.error, next: `promptops release check ${environment} ${prompt}` } : { undone };
}

/** What the user can do something about is a value; what is our own fault is thrown. */
export async function orError<T extends object>(work: () => Promise<T>): Promise<T | { readonly error: NonNullable<AfterPromoteReport["error"]> }> {
  try {
    return await work();
  } catch (error) {
    const { code, exit, message, hint } = describeError(error);
    if (exit === "bug") throw error;
    return { error: { code, message, hint, exit } };
  }
}
