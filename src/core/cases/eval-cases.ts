import { caseDigest } from "../identity/case-digest.ts";
import type { Case, EvalCase } from "../model/suite.ts";
import type { CaseContext } from "./case-context.ts";
import { expandMatrix } from "./expand-matrix.ts";

const none: EvalCase["assertions"] = [];

/** The cases that a written one makes, ready to run. @param extraTags What its dataset adds. */
export function* evalCases(
  written: Case,
  origin: EvalCase["origin"],
  { suite, settings, fileDigests }: CaseContext,
  extraTags: readonly string[] = [],
): Generator<EvalCase> {
  const shared = {
    expected: written.expected,
    history: written.history ?? [],
    group: written.group,
    mustPass: written.must_pass ?? false,
    assertions: written.assertions === undefined ? (settings.assertions ?? none) : [...(settings.assertions ?? none), ...written.assertions],
    threshold: settings.threshold,
    ...(settings.score === undefined ? {} : { score: settings.score }),
  };
  const all = [...(settings.tags ?? []), ...extraTags, ...(written.tags ?? [])];
  const tags = all.length < 2 ? all : [...new Set(all)];
  for (const { label, inputs } of expandMatrix(written)) {
    const whole = { ...shared, inputs };
    yield { ...whole, suite, id: written.id + label, tags, digest: caseDigest(whole, fileDigests), origin };
  }
}
