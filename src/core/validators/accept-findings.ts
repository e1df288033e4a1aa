import { meaningCodes, type Acceptance } from "../model/acceptance.ts";
import type { AcceptedFinding } from "./accepted-finding.ts";
import type { Finding } from "./finding.ts";
import { joined, textUnits } from "./text-units.ts";

export interface AcceptedFindings {
  /** What nobody accepts. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  /** Places in the list of those that nothing found needs. */
  readonly unused: readonly number[];
}

/**
 * What is left of findings when those are taken out that a person accepts. The first acceptance that fits gives the reason; all that fit are needed.
 * @param wasLookedFor Acceptances of other codes are neither used nor unused. Default: a judge was not asked.
 */
export function acceptFindings(
  found: readonly Finding[],
  acceptances: readonly Acceptance[] = [],
  wasLookedFor: (code: Acceptance["code"]) => boolean = (code) => !isMeaning(code),
): AcceptedFindings {
  const findings: Finding[] = [];
  const accepted: AcceptedFinding[] = [];
  const used = new Set<number>();
  for (const finding of found) {
    const fitting = acceptances.flatMap((each, at) => (fits(each, finding) ? [at] : []));
    for (const at of fitting) used.add(at);
    const [first] = fitting.flatMap((at) => acceptances[at] ?? []);
    if (first === undefined) findings.push(finding);
    else accepted.push({ code: finding.code, message: finding.message, because: first.because });
  }
  return { findings, accepted, unused: [...acceptances.entries()].flatMap(([at, { code }]) => (used.has(at) || !wasLookedFor(code) ? [] : [at])) };
}

function isMeaning(code: Acceptance["code"]): boolean {
  return meaningCodes.some((each) => each === code);
}

/** Words are compared without regard to case, punctuation and line breaks. */
function fits({ code, text }: Acceptance, finding: Finding): boolean {
  if (code !== finding.code) return false;
  if (text === undefined) return true;
  const words = joined(textUnits(text));
  return words !== "" && ` ${joined(textUnits(finding.text ?? ""))} `.includes(` ${words} `);
}
