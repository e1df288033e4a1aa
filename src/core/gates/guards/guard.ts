import type { Json } from "../../model/shape.ts";
import type { EvidenceCase } from "../../eval/evidence.ts";
import type { CasePair } from "../decisive-cases.ts";
import type { EffectivePolicy } from "../effective-policy.ts";
import type { GateStep } from "../gate-report.ts";
import type { GateReason } from "../reason-codes.ts";

/** What guards go by. */
export interface Guarded {
  /** The candidate's. */
  readonly cases: readonly EvidenceCase[];
  /** Empty where nothing is compared: then only what is absolute holds. */
  readonly pairs: readonly CasePair[];
  readonly policy: EffectivePolicy;
  /** Tags by `suite/case`, as the suites have them now. Absent = as they were when the cases were run. */
  readonly tags?: ReadonlyMap<string, readonly string[]> | undefined;
}

/** A guard that is broken or held as it stands. */
interface Settled {
  readonly kind: "settled";
  /** Undefined when it is held. */
  readonly broken?: GateReason;
  /** Of what holds a few words; of what is broken a sentence. */
  readonly told: string;
  readonly numbers?: Readonly<Record<string, Json>>;
}

/** A guard that was compared with what is live. */
interface Compared {
  readonly kind: "compared";
  readonly broken: GateReason;
  /** Shown to be no worse than allowed. */
  readonly held: boolean;
  /** P of being this much worse by chance; corrected for how many guards there are before it breaks one. */
  readonly pWorse: number;
  /** A few words when it holds, the beginning of a sentence else. */
  readonly told: { readonly held: string; readonly broken: string; readonly unclear: string };
  readonly numbers: Readonly<Record<string, Json>>;
  readonly listed?: Pick<GateStep, "lost_cases" | "gained_cases">;
}

/** A part that is too small to be judged, and need not be. */
interface Passed {
  readonly kind: "passed-over";
  readonly told: string;
}

export type GuardFinding = Settled | Compared | Passed;
