/** What an experiment says so far. */
export const experimentVerdicts = ["running", "better", "worse", "harmful", "invalid", "inconclusive"] as const;
export type ExperimentVerdict = (typeof experimentVerdicts)[number];
