import { Verdict } from "../gates/gate-report.ts";
import { Id, Name, strict, Type, type Static } from "../model/shape.ts";
import { AfterPromoteReport } from "./after-promote.ts";

export const CheckedPromotion = strict({
  environment: Name,
  prompt: Id,
  version: Type.String(),
  since: Type.String({ description: "When it was promoted." }),
  entry: Type.Integer({ description: "The promotion's, in the release log." }),
  report: AfterPromoteReport,
});
export type CheckedPromotion = Static<typeof CheckedPromotion>;

export const ReleaseCheckResult = strict({
  verdict: { ...Verdict, description: "The worst of them; `pass` when there is nothing to check." },
  promotions: Type.Array(CheckedPromotion, { description: "By environment, then by prompt: what was promoted and has checks of its own." }),
  shared: Type.Boolean({ description: "Everything recorded is on the remote, or there is none." }),
  notes: Type.Array(Type.String(), { description: "What could not be asked, and what was found half-done and finished." }),
});
export type ReleaseCheckResult = Static<typeof ReleaseCheckResult>;
