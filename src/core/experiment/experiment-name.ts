import { badPromptId, isName } from "../model/document-paths.ts";

/** The nth experiment with a prompt in an environment: `billing/summarize@production~1`. */
export interface ExperimentName {
  readonly prompt: string;
  readonly environment: string;
  /** From 1. */
  readonly nth: number;
}

export function experimentName({ prompt, environment, nth }: ExperimentName): string {
  return `${prompt}@${environment}~${nth}`;
}

/** The inverse of `experimentName`; undefined for what it never writes. */
export function parseExperimentName(text: string): ExperimentName | undefined {
  const [, prompt = "", environment = "", nth = ""] = /^([^@~]+)@([^@~]+)~([1-9]\d{0,3})$/.exec(text) ?? [];
  return prompt === "" || badPromptId(prompt) !== undefined || !isName(environment) ? undefined : { prompt, environment, nth: Number(nth) };
}

/** Where its records lie: found by its name, without an index. */
export function experimentFolder({ prompt, environment, nth }: ExperimentName): string {
  return `experiments/${environment}/${prompt}~${nth}`;
}

export const startPath = (name: ExperimentName): string => `${experimentFolder(name)}/start.json`;
export const stopPath = (name: ExperimentName): string => `${experimentFolder(name)}/stop.json`;
/** @param digest Of what the outcomes say, 24 hex: the same outcomes twice are one record. */
export const outcomesPath = (name: ExperimentName, digest: string): string => `${experimentFolder(name)}/outcomes/${digest}.json`;
