import { keyedFraction } from "../identity/keyed-fraction.ts";

export const arms = ["control", "candidate"] as const;
export type Arm = (typeof arms)[number];

export interface Assignment {
  /** Of the experiment: `billing/summarize@production~1`. */
  readonly experiment: string;
  /** Made when the experiment began: a unit's arm in one experiment says nothing about its arm in another. */
  readonly salt: string;
  /** What the candidate gets, 0 to 1. */
  readonly share: number;
}

/**
 * The version that a unit (a user, a ticket, a session) gets, the same whenever it is asked:
 * `keyedFraction(salt, "experiment/1\n<experiment>\n<unit>")` below the share is the candidate, else control.
 */
export function assignArm({ experiment, salt, share }: Assignment, unit: string): Arm {
  return keyedFraction(salt, `experiment/1\n${experiment}\n${unit}`) < share ? "candidate" : "control";
}
