import { strict, Type, type Static } from "../model/shape.ts";
import { CaseResult, type CheckResult } from "./case-result.ts";

const { prompt, suite, epoch, status, score, checks, model_answered } = CaseResult.properties;

/**
 * What most results of a file have in common, told once before them: the file is little more than half as long then. A line leaves out what
 * it shares and says all else, so that both together are the whole result.
 */
export const SharedParts = strict({
  prompt,
  suite,
  epoch,
  status,
  score,
  checks,
  model_answered,
  file: Type.Optional(Type.String({ description: "Of the cases' origin." })),
});
export type SharedParts = Static<typeof SharedParts>;

/** A line of results as it is written: what is absent, or null in `checks`, is as in the shared parts. */
export interface ResultLine extends Omit<Partial<CaseResult>, "checks" | "model_answered"> {
  readonly index: number;
  readonly line?: number;
  readonly checks?: readonly (CheckResult | null)[];
  /** Null = nobody answered. */
  readonly model_answered?: string | null;
}

/** The parts that further results probably share with this one. */
export function partsToShare({ prompt, suite, epoch, status, score, checks, model_answered, origin }: CaseResult): SharedParts {
  return {
    prompt,
    suite,
    epoch,
    status,
    score,
    checks,
    ...(model_answered === undefined ? {} : { model_answered }),
    ...(origin === undefined ? {} : { file: origin.file }),
  };
}

/** What a line has to say of a result. */
export function shortened(result: CaseResult, shared: SharedParts): ResultLine {
  const { index, prompt, suite, case: id, epoch, case_digest, origin, status, score, checks, model_answered, ...others } = result;
  const atLine = origin?.line !== undefined && origin.file === shared.file ? origin.line : undefined;
  const own = checksBeside(checks, shared.checks);
  return {
    index,
    ...(prompt === shared.prompt ? {} : { prompt }),
    ...(suite === shared.suite ? {} : { suite }),
    case: id,
    ...(epoch === shared.epoch ? {} : { epoch }),
    case_digest,
    ...(atLine !== undefined ? { line: atLine } : origin === undefined ? {} : { origin }),
    ...(status === shared.status ? {} : { status }),
    ...(score === shared.score ? {} : { score }),
    ...(own === undefined ? {} : { checks: own }),
    ...others,
    ...(model_answered === shared.model_answered ? {} : { model_answered: model_answered ?? null }),
  };
}

/** The inverse of `shortened`. Whether it is a result is for the caller to see: files may hold anything. */
export function restored(line: ResultLine, shared: SharedParts): CaseResult {
  const { index, prompt, suite, case: id, epoch, case_digest, line: atLine, origin, status, score, checks, model_answered, ...others } = line;
  const from = atLine === undefined || shared.file === undefined ? origin : { file: shared.file, line: atLine };
  const answered = model_answered === undefined ? shared.model_answered : (model_answered ?? undefined);
  return {
    index,
    prompt: prompt ?? shared.prompt,
    suite: suite ?? shared.suite,
    case: id as string,
    epoch: epoch ?? shared.epoch,
    case_digest: case_digest as string,
    ...(from && { origin: from }),
    status: status ?? shared.status,
    score: score ?? shared.score,
    checks: checks === undefined ? shared.checks : checksFrom(checks, shared.checks),
    ...others,
    ...(answered === undefined ? {} : { model_answered: answered }),
  };
}

function checksFrom(own: readonly (CheckResult | null)[], shared: readonly CheckResult[]): CheckResult[] {
  return Array.isArray(own) ? own.map((check, at) => check ?? (shared[at] as CheckResult)) : (own as CheckResult[]);
}

/** Undefined when they are the same. */
function checksBeside(checks: readonly CheckResult[], shared: readonly CheckResult[]): (CheckResult | null)[] | undefined {
  const own = checks.map((check, at) => (isSame(check, shared[at]) ? null : check));
  return checks.length === shared.length && own.every((check) => check === null) ? undefined : own;
}

/** Said with the same words in the same order. */
function isSame(check: CheckResult, shared: CheckResult | undefined): boolean {
  if (check === shared || shared === undefined) return check === shared;
  const names = Object.keys(check) as (keyof CheckResult)[];
  const others = Object.keys(shared);
  return names.length === others.length && names.every((name, at) => name === others[at] && isSameValue(check[name], shared[name]));
}

function isSameValue(value: unknown, other: unknown): boolean {
  return typeof value === "object" && value !== null ? JSON.stringify(value) === JSON.stringify(other) : Object.is(value, other);
}
