import { isDeepStrictEqual } from "node:util";
import { firstFew } from "../gates/words.ts";
import { judgeLabel, type PlannedJudge } from "./planned-judge.ts";
import { isComplete, type PlannedPrompt, type PlannedSuite } from "./evaluation-plan.ts";

/** What is known of how a side came about. */
export interface SideConditions {
  readonly name: string;
  readonly kind: "prompt" | "draft" | "evaluation" | "results";
  readonly model: string | undefined;
  readonly modelsAnswered: readonly string[];
  /** Undefined when nothing says so. */
  readonly planned: PlannedPrompt | undefined;
  /** Of the answers that were looked for, none is kept any more. */
  readonly answersGone: boolean;
}

/** What makes two sides less alike than they look, one sentence each. */
export function compareNotes(before: SideConditions, after: SideConditions): string[] {
  return [...bySuite(before, after), ...byJudges(before, after), ...byAnswering(before, after)];
}

/** What of one side is not all there, one sentence each. */
export function sideNotes({ name, kind, planned, answersGone }: SideConditions): string[] {
  return [
    ...(kind === "evaluation" && planned !== undefined && !isComplete(planned) ? [`${name} left cases out, so they are not compared.`] : []),
    ...(answersGone ? [`The answers behind ${name} are not kept any more: reasons and metrics are missing.`] : []),
  ];
}

function bySuite(before: SideConditions, after: SideConditions): string[] {
  return (after.planned?.suites ?? []).flatMap((suite) => {
    const other = before.planned?.suites.find((each) => each.suite === suite.suite);
    if (other === undefined) return [];
    return [
      ...(other.epochs === suite.epochs ? [] : [`Each case of ${suite.suite} was run ${times(other.epochs)} before and ${times(suite.epochs)} after.`]),
      ...(rule(other) === rule(suite) ? [] : [`What passes a case of ${suite.suite} was another thing before: ${rule(other)}, now ${rule(suite)}.`]),
    ];
  });
}

function rule({ reducer, threshold }: PlannedSuite): string {
  return `${threshold === undefined ? "every assertion" : `a score of ${threshold}`} (${typeof reducer === "string" ? reducer : JSON.stringify(reducer)} of its epochs)`;
}

function byJudges(before: SideConditions, after: SideConditions): string[] {
  const [was, is] = [before.planned?.judges, after.planned?.judges];
  if (was === undefined || is === undefined || isDeepStrictEqual(was, is)) return [];
  return [`They were judged differently: ${judges(was)} before, ${judges(is)} after.`];
}

function judges(planned: readonly PlannedJudge[]): string {
  const names = planned.map((each) => `${judgeLabel(each)} (${each.digest.slice(0, 7)})`);
  return names.length === 0 ? "none" : names.join(", ");
}

/** The same name does not always answer as the same model. */
function byAnswering(before: SideConditions, after: SideConditions): string[] {
  const [was, is] = [before.modelsAnswered, after.modelsAnswered];
  if (before.model === undefined || before.model !== after.model || was.length === 0 || is.length === 0 || isDeepStrictEqual(was, is)) return [];
  return [`${after.model} was answered by ${firstFew(was)} before and by ${firstFew(is)} after.`];
}

function times(epochs: number): string {
  return epochs === 1 ? "once" : `${epochs} times`;
}
