import type { EvaluationEvent } from "../../core/eval/evaluation-event.ts";
import { reliedSince } from "../../core/eval/evidence-age.ts";
import type { PromptOutcome } from "../../core/eval/evidence-fold.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import { caseKey } from "../../core/gates/case-key.ts";
import type { CaseContents } from "../../core/gates/case-clusters.ts";
import type { GateReport } from "../../core/gates/gate-report.ts";
import { isOver } from "../../core/gates/sequential/is-over.ts";
import { nextTurn } from "../../core/gates/sequential/next-turn.ts";
import type { Sequence } from "../../core/gates/sequential/sequence.ts";
import { sequenceSeed, unitsInTurn } from "../../core/gates/sequential/units-in-turn.ts";
import { evaluateInTurns, type CaseInTurn, type Turns } from "../evaluation/evaluate-in-turns.ts";
import type { EvaluateDeps } from "../evaluation/evaluation-input.ts";
import { knownEvidence, type FindEvidenceInput } from "../evaluation/find-evidence.ts";
import { prepare } from "../evaluation/prepare.ts";

export interface Sides {
  readonly candidate: Evidence | undefined;
  readonly baseline: Evidence | undefined;
}

export interface AnswerInTurns extends Sides {
  readonly report: GateReport;
}

/** Decides by what both sides came to so far. */
export type JudgeInTurns = (sides: Sides, sequence?: Sequence) => GateReport;

/**
 * Runs the candidate's must-pass cases, then candidate and baseline case by case in the sequence's order, and has the gate judge after every turn
 * until its report is the last. What is known already costs nothing and is looked at in the same order.
 * @param input Its two targets are the candidate and the baseline; `contents` is what the cases ask.
 */
export async function askInTurns(
  deps: EvaluateDeps,
  { fresh = false, contents, reuse, ...input }: FindEvidenceInput & { readonly contents: CaseContents | undefined },
  judge: JudgeInTurns,
  onEvent?: (event: EvaluationEvent) => void,
): Promise<AnswerInTurns> {
  const { plan } = await prepare(deps.openProvider, input);
  const known = fresh ? new Map<string, Evidence>() : await knownEvidence(deps.evaluations, plan, reliedSince(reuse?.days, deps.clock.now()));
  const [ours, theirs] = plan.prompts;
  if (ours === undefined || theirs === undefined) throw new Error("a sequence has two sides");
  const seed = sequenceSeed({
    candidate: ours.prompt_digest,
    baseline: theirs.prompt_digest,
    suites: Object.fromEntries(ours.suites.map(({ suite, digest }) => [suite, digest])),
  });
  const sidesOf = (outcomes: readonly PromptOutcome[]): Sides => {
    const evidenceOf = (label: string) => known.get(label) ?? outcomes.find((outcome) => outcome.label === label)?.evidence;
    return { candidate: evidenceOf(ours.label), baseline: evidenceOf(theirs.label) };
  };

  let last: AnswerInTurns | undefined;
  const look = (outcomes: readonly PromptOutcome[], sequence: Sequence): GateReport => {
    const sides = sidesOf(outcomes);
    last = { ...sides, report: judge(sides, sequence) };
    return last.report;
  };
  const missing = input.targets.filter(({ promptId, label = promptId }) => !known.has(label));
  if (missing.length === 0) look([], { seed, units: unitsInTurn(seed, known.get(ours.label)?.cases ?? [], contents), calls: { planned: 0, made: 0 } });
  else {
    const begin = (cases: readonly CaseInTurn[], planned: number) => {
      const order = known.get(ours.label)?.cases ?? cases.filter(({ label }) => label === ours.label);
      return turnsOf(cases, unitsInTurn(seed, order, contents), (outcomes, units, made) => look(outcomes, { seed, units, calls: { planned, made } }));
    };
    await evaluateInTurns(deps, { ...input, order: seed, targets: missing, ...(fresh || reuse === undefined ? {} : { reuse }) }, begin, onEvent);
  }
  if (last === undefined) throw new Error("nobody looked");
  return last;
}

function turnsOf(
  cases: readonly CaseInTurn[],
  units: Sequence["units"],
  look: (outcomes: readonly PromptOutcome[], units: Sequence["units"], made: number) => GateReport,
): Turns {
  const waiting = Map.groupBy(cases, caseKey);
  const take = (keys: readonly string[]): CaseInTurn[] =>
    keys.flatMap((key) => {
      const taken = waiting.get(key) ?? [];
      waiting.delete(key);
      return taken;
    });
  // The candidate alone: when it breaks one, nobody has to know what is live does.
  const candidate = cases[0]?.label;
  const first = cases.filter(({ label, must_pass }) => label === candidate && must_pass === true);
  for (const each of first) waiting.set(caseKey(each), waiting.get(caseKey(each))?.filter((other) => other !== each) ?? []);
  let run = 0;
  let begun = false;

  const more = (): CaseInTurn[] => {
    while (run < units.length) {
      const turn = nextTurn({ units }, run);
      run += turn.length;
      const next = take(turn.flat());
      if (next.length > 0) return next;
    }
    return [];
  };
  return {
    next(outcomes, made) {
      if (!begun) {
        begun = true;
        return first.length > 0 ? first : more();
      }
      const report = look(outcomes, units, made);
      const undecided = run === 0 && report.steps.some(({ code }) => code === "evidence-not-in-turn");
      return isOver(report) && !undecided ? [] : more();
    },
  };
}
