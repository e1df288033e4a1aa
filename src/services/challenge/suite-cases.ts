import { contentDigest, type CaseSettings, type ChallengeCase } from "../../core/challenge/challenge-case.ts";
import { placeKey, type ChallengeSplit } from "../../core/challenge/challenge-split.ts";
import { goneIn, splitOfSuite } from "../../core/challenge/challenge-suites.ts";
import type { Assertion } from "../../core/assertions/schema.ts";
import { canonicalJson } from "../../core/identity/canonical-json.ts";
import { kindOf } from "../../core/eval/needs-of.ts";
import type { EvalCase, Suite } from "../../core/model/suite.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { LoadedPrompt } from "../load-prompt.ts";
import { loadSuite } from "../load-suite.ts";

export interface SuiteCases {
  /** By the digest that evaluations know them under. */
  readonly byDigest: ReadonlyMap<string, ChallengeCase>;
  /** Where cases are that nobody moves any more, by `placeKey`: those that are or were in an earlier set, and those that people sealed. */
  readonly earlier: ReadonlyMap<string, ChallengeSplit>;
  /** Of these the ones that are or were in a set. */
  readonly placed: ReadonlyMap<string, ChallengeSplit>;
  /** Digests of cases of an earlier set, with those of the cases they were copied from. */
  readonly copies: ReadonlyMap<string, string>;
  /** Suites whose cases nobody learns from: they are in no set, and what becomes of them is not mined. */
  readonly sealed: ReadonlySet<string>;
  /** Suites of an earlier set. */
  readonly earlierSuites: readonly string[];
  /** Assertions that suites make of every case, whatever is expected of it: they hold for questions of users as well. */
  readonly general: readonly Assertion[];
  /** The score from which a case passes, by suite; of suites that go by a score. */
  readonly thresholds: ReadonlyMap<string, number>;
}

/** Every case of a prompt's suites. @param base What the names of a challenge set's suites begin with. */
export async function suiteCases(source: DocumentSource, loaded: LoadedPrompt, base: string): Promise<SuiteCases> {
  const byDigest = new Map<string, ChallengeCase>();
  const placed = new Map<string, ChallengeSplit>();
  const sealedCases = new Map<string, ChallengeSplit>();
  const earlierSuites: string[] = [];
  const sealed = new Set<string>();
  const copied = new Map<string, string>();
  const general = new Map<string, Assertion>();
  const thresholds = new Map<string, number>();
  for (const name of loaded.suites) {
    const { suite, cases } = await loadSuite(source, loaded, name);
    if (suite.threshold !== undefined) thresholds.set(name, suite.threshold);
    const split = splitOfSuite(base, name);
    if (split !== undefined) {
      earlierSuites.push(name);
      for (const [key, was] of goneIn(suite)) if (!placed.has(key)) placed.set(key, was);
      for await (const evalCase of cases()) {
        placed.set(placeKey(contentDigest(evalCase)), split);
        copied.set(evalCase.digest, contentDigest(evalCase));
      }
      continue;
    }
    if (suite.holdout === true) {
      sealed.add(name);
      for await (const evalCase of cases()) sealedCases.set(placeKey(contentDigest(evalCase)), "holdout");
      continue;
    }
    for (const assertion of suite.assertions ?? []) if (isGeneral(assertion)) general.set(canonicalJson(assertion), assertion);
    const settings = settingsOf(name, suite);
    for await (const evalCase of cases()) byDigest.set(evalCase.digest, challengeCase(evalCase, settings));
  }
  const originals = new Map([...byDigest].map(([digest, one]) => [contentDigest(one), digest]));
  const copies = new Map([...copied].flatMap(([digest, content]) => (originals.has(content) ? [[digest, originals.get(content) ?? digest] as const] : [])));
  return { byDigest, earlier: new Map([...sealedCases, ...placed]), placed, copies, sealed, earlierSuites, general: [...general.values()], thresholds };
}

function settingsOf(name: string, { threshold, score, judge }: Suite): CaseSettings | undefined {
  if (threshold === undefined && score === undefined && judge === undefined) return undefined;
  return { suite: name, ...(threshold !== undefined && { threshold }), ...(score !== undefined && { score }), ...(judge !== undefined && { judge }) };
}

function challengeCase(evalCase: EvalCase, settings: CaseSettings | undefined): ChallengeCase {
  const { suite, id, inputs, history, expected, assertions, tags, group, mustPass } = evalCase;
  const golden = mustPass || tags.includes("golden");
  return { name: `${suite}/${id}`, inputs, history, expected, assertions, settings, tags, group, mustPass, sources: golden ? ["golden"] : [], remarks: [] };
}

/** Does it say by itself what it compares with? */
function isGeneral(assertion: Assertion): boolean {
  const required: readonly string[] = kindOf(assertion.type)?.params.required ?? [];
  const words = ["value", "values", "min", "max", "against"];
  const optional = words.filter((word) => Object.hasOwn(kindOf(assertion.type)?.params.properties ?? {}, word) && !required.includes(word));
  return optional.length === 0 || words.some((word) => assertion[word] !== undefined);
}
