/** A suite and a candidate whose true rates are known: shares of cases that are gained and lost against what is live. */
export interface GateScenario {
  readonly name: string;
  readonly cases: number;
  readonly mode: "no-regress" | "improve";
  readonly gained: number;
  readonly lost: number;
  /** `wrong`: a pass is an error. `clear`: the answer is plain, and should come early. */
  readonly truth: "wrong" | "clear" | "close";
}

const suites = [50, 200, 1000] as const;

const candidates = {
  improve: [
    { name: "no difference, 5 % gained and lost", gained: 0.05, lost: 0.05, truth: "wrong" },
    { name: "no difference, 15 % gained and lost", gained: 0.15, lost: 0.15, truth: "wrong" },
    { name: "+10 points (12 % gained, 2 % lost)", gained: 0.12, lost: 0.02, truth: "clear" },
    { name: "+10 points (15 % gained, 5 % lost)", gained: 0.15, lost: 0.05, truth: "close" },
    { name: "-10 points (2 % gained, 12 % lost)", gained: 0.02, lost: 0.12, truth: "clear" },
  ],
  "no-regress": [
    { name: "worse by the margin (2 % gained, 7 % lost)", gained: 0.02, lost: 0.07, truth: "wrong" },
    { name: "worse by the margin (5 % lost)", gained: 0, lost: 0.05, truth: "wrong" },
    { name: "-10 points (2 % gained, 12 % lost)", gained: 0.02, lost: 0.12, truth: "clear" },
    { name: "no case changes", gained: 0, lost: 0, truth: "close" },
    { name: "no difference, 3 % gained and lost", gained: 0.03, lost: 0.03, truth: "close" },
    { name: "+10 points (12 % gained, 2 % lost)", gained: 0.12, lost: 0.02, truth: "clear" },
  ],
} as const;

export const gateScenarios: readonly GateScenario[] = suites.flatMap((cases) =>
  (["improve", "no-regress"] as const).flatMap((mode) => candidates[mode].map((candidate) => ({ cases, mode, ...candidate }))),
);
