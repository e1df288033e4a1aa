import type { EvidenceCase } from "../eval/evidence.ts";
import { sum } from "../stats/check.ts";
import type { CasePair } from "./decisive-cases.ts";
import type { EffectivePolicy } from "./effective-policy.ts";
import type { GateStep } from "./gate-report.ts";
import { gateStep } from "./gate-step.ts";
import type { GateReason } from "./reason-codes.ts";
import { counted, dollars, percent, shortNumber } from "./words.ts";

/** One thing that may not grow while the answers get better. */
interface Guard {
  readonly name: "latency" | "cost";
  readonly read: (each: EvidenceCase) => number | undefined;
  readonly show: (value: number) => string;
  /** In the unit of `read`. */
  readonly ceiling: number | undefined;
  readonly maxIncrease: number | undefined;
  readonly codes: { readonly unknown: GateReason; readonly high: GateReason; readonly increased: GateReason };
}

/**
 * Latency and cost: mean over the candidate's cases against a ceiling, and over the pairs against what is live.
 * A value that is not known breaks its guard. Without a baseline (`pairs` empty) only ceilings hold.
 */
export function guardsStep(prompt: string, cases: readonly EvidenceCase[], pairs: readonly CasePair[], policy: EffectivePolicy): GateStep[] {
  const guards = guardsOf(policy).filter(({ ceiling, maxIncrease }) => ceiling !== undefined || (maxIncrease !== undefined && pairs.length > 0));
  if (guards.length === 0) return [gateStep(prompt, "no-guards", "No guard applies.")];
  const broken = guards.flatMap((guard) => brokenBy(prompt, guard, cases, pairs));
  if (broken.length > 0) return broken;
  const held = guards.map((guard) => `mean ${guard.name} ${guard.show(mean(cases.map((each) => guard.read(each) ?? 0)))}`);
  return [gateStep(prompt, "guards-held", `Within the guards: ${held.join(", ")}.`)];
}

function guardsOf({ guards }: EffectivePolicy): Guard[] {
  const maxUsd = guards?.cost?.max_usd;
  return [
    {
      name: "latency",
      read: (each) => each.latency_ms,
      show: (ms) => `${Math.round(ms)} ms`,
      ceiling: guards?.latency?.max_ms,
      maxIncrease: guards?.latency?.max_increase,
      codes: { unknown: "latency-unknown", high: "latency-too-high", increased: "latency-increased" },
    },
    {
      name: "cost",
      read: (each) => each.cost_nano_usd,
      show: dollars,
      ceiling: maxUsd === undefined ? undefined : maxUsd * 1e9,
      maxIncrease: guards?.cost?.max_increase,
      codes: { unknown: "cost-unknown", high: "cost-too-high", increased: "cost-increased" },
    },
  ];
}

function brokenBy(prompt: string, guard: Guard, cases: readonly EvidenceCase[], pairs: readonly CasePair[]): GateStep[] {
  const relative = guard.maxIncrease !== undefined && pairs.length > 0;
  const unknown = [...cases, ...(relative ? pairs.map((pair) => pair.baseline) : [])].filter((each) => guard.read(each) === undefined);
  if (unknown.length > 0)
    return [
      gateStep(prompt, guard.codes.unknown, `The ${guard.name} of ${counted(unknown.length, "case")} is not known, and a guard is set on it.`, {
        unknown: unknown.length,
      }),
    ];

  const broken: GateStep[] = [];
  const now = mean(cases.map((each) => guard.read(each) ?? 0));
  if (guard.ceiling !== undefined && now > guard.ceiling) {
    broken.push(
      gateStep(prompt, guard.codes.high, `The mean ${guard.name} is ${guard.show(now)}; the guard allows ${guard.show(guard.ceiling)}.`, {
        candidate: now,
        ceiling: guard.ceiling,
      }),
    );
  }
  if (relative && guard.maxIncrease !== undefined) {
    const before = mean(pairs.map((pair) => guard.read(pair.baseline) ?? 0));
    const after = mean(pairs.map((pair) => guard.read(pair.candidate) ?? 0));
    if (after > before * (1 + guard.maxIncrease)) {
      const growth = before === 0 ? "" : `, ${percent(after / before - 1)} more`;
      broken.push(
        gateStep(
          prompt,
          guard.codes.increased,
          `The mean ${guard.name} went from ${guard.show(before)} to ${guard.show(after)}${growth}; the guard allows ${shortNumber(guard.maxIncrease * 100)} % more.`,
          { candidate: after, baseline: before, max_increase: guard.maxIncrease },
        ),
      );
    }
  }
  return broken;
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
