import { checkAssertions } from "../../core/assertions/check-assertions.ts";
import { builtInJudges } from "../../core/assertions/judges/registry.ts";
import type { Assertion } from "../../core/assertions/schema.ts";
import { caseContext } from "../../core/cases/case-context.ts";
import { compareProblems, type Problem } from "../../core/errors/problem.ts";
import { kindOf, type AskedByDefault } from "../../core/eval/needs-of.ts";
import { digestBytes } from "../../core/identity/digest.ts";
import { rehearse } from "../../core/judging/rehearse.ts";
import type { Breach } from "../../core/model/breach.ts";
import type { Config } from "../../core/model/config.ts";
import type { DocumentPath } from "../../core/model/document-path.ts";
import { judgeFile, suiteFile } from "../../core/model/document-paths.ts";
import { problemsOf } from "../../core/model/parse-document.ts";
import { soundSuite, type SoundSuite } from "../../core/model/sound-suite.ts";
import type { ResolvedPrompt } from "../../core/model/resolved-prompt.ts";
import { breachesOf } from "../../core/model/rules/rule.ts";
import { assertionsOf, suiteRules } from "../../core/model/rules/suite-rules.ts";
import type { Suite } from "../../core/model/suite.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import { refusedParam } from "../../core/providers/registry.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { asDataset, datasetFiles } from "./dataset-files.ts";
import type { ReadableSuite } from "./read-cases.ts";
import { readDocument } from "./read-document.ts";
import { readJudges, type Judges } from "./read-judges.ts";

/** What of the repository around a suite is at hand; what of the configuration is not is not checked. */
export interface SuiteSurroundings {
  readonly providers?: Config["providers"] | undefined;
  readonly askedByDefault?: AskedByDefault | undefined;
  /** Read when first needed, where absent. */
  readonly judges?: Judges | undefined;
}

export interface CheckedSuite {
  /** What of it has the right shape; undefined when nothing has. */
  readonly readable: ReadableSuite | undefined;
  /** Everything wrong with the suite's own file, without its cases. */
  readonly problems: readonly Problem[];
  /** The repository's judges where its assertions ask any, with the problems of those they ask. */
  readonly judges: Judges;
}

const noJudges: Judges = { byName: {}, names: [], problems: [] };

/** A suite, ready to read its cases; undefined when there is no such suite. */
export async function checkSuite(
  source: DocumentSource,
  resolved: ResolvedPrompt,
  name: string,
  around: SuiteSurroundings = {},
): Promise<CheckedSuite | undefined> {
  const file = suiteFile(resolved.id, name);
  const document = await readDocument(source, "suite", file);
  if (document === undefined) return undefined;
  const sound = document.misshapen && soundSuite(document.misshapen.value, document.misshapen.breaches);
  const suite = document.value ?? sound?.suite;
  if (suite === undefined) return { readable: undefined, problems: document.problems.map(listHint), judges: noJudges };
  const fileDigests = await namedFileDigests(source, suite);
  const judges = [...assertionsOf(suite)].some(({ assertion }) => asksJudge(assertion)) ? (around.judges ?? (await readJudges(source))) : noJudges;
  const variables = Object.keys(resolved.prompt.variables ?? {});
  const datasets = await Promise.all((suite.datasets ?? []).map(async (dataset) => ({ dataset, ...(await datasetFiles(source, file, dataset)) })));
  const breaches: Breach[] = [
    ...breachesOf(suiteRules, suite, {
      variables,
      hasContract: resolved.prompt.output !== undefined,
      providers: around.providers,
      askedByDefault: around.askedByDefault,
      namedFiles: new Set(Object.keys(fileDigests)),
      judges: [...new Set([...Object.keys(builtInJudges), ...judges.names])],
    }),
    ...(await unfitJudges(suite, judges, variables)),
    ...unsendableJudges(suite, judges, around),
    ...(await checkAssertions(suite, { tools: resolved.prompt.tools ?? [] })).map((problem) => ({ rule: "invalid-assertion", ...problem })),
    ...datasets.flatMap(({ breaches }, at) => breaches.map((breach) => ({ ...breach, path: ["datasets", at, "path"] }))),
  ];
  const more = sound === undefined ? breaches : stillTrue(breaches, sound).map((breach) => ({ ...breach, path: sound.original(breach.path) }));
  const problems = [...document.problems, ...problemsOf(file, more, document)].sort(compareProblems);
  const readable = { source, document, suite, original: sound?.original ?? same, datasets, context: caseContext(name, suite, resolved, fileDigests) };
  return { readable, problems, judges: asked(suite, judges) };
}

const same = (path: DocumentPath): DocumentPath => path;

/** Rules about what is not there, and the keys that would show them to be kept. */
const absences: Readonly<Record<string, readonly string[]>> = {
  "empty-suite": ["cases", "datasets"],
  "no-assertions": ["assertions", "cases", "datasets"],
  "judged-holdout": ["assertions", "cases"],
  "unknown-component": ["assertions", "cases"],
  "too-few-epochs": [],
  "missing-model": [],
  "unsealed-holdout": [],
};

/** What is known to be broken, whatever the parts were meant to be that were left out. A key that is misspelt may be any. */
function stillTrue(breaches: readonly Breach[], { without }: SoundSuite): Breach[] {
  const keys = [...without].some((key) => !["assertions", "cases", "datasets"].includes(key));
  return breaches.filter(({ rule }) => !Object.hasOwn(absences, rule) || (!keys && absences[rule]?.every((key) => !without.has(key))));
}

/** A list in a suite's place is mostly a dataset. */
function listHint(problem: Problem): Problem {
  return problem.rule === "wrong-type" && problem.path === undefined ? { ...problem, hint: asDataset(problem.file) } : problem;
}

function asked(suite: Suite, judges: Judges): Judges {
  const files = new Set([...assertionsOf(suite)].map(({ assertion }) => judgeFile(judgeOf(assertion))));
  return { ...judges, problems: judges.problems.filter(({ file }) => files.has(file)) };
}

/** The judge that an assertion names, else its kind's. */
function judgeOf({ type, judge }: Assertion): string {
  return typeof judge === "string" ? judge : (kindOf(type)?.judge ?? type);
}

async function namedFileDigests(source: DocumentSource, suite: Suite): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const { path } of [...assertionsOf(suite)].flatMap(({ assertion }) => kindOf(assertion.type)?.files?.({ ...assertion }) ?? [])) {
    const bytes = Object.hasOwn(digests, path) ? undefined : await source.read(path);
    if (bytes !== undefined) digests[path] = digestBytes(bytes);
  }
  return digests;
}

/** Assertions whose judge would need more than they have for it. The built-in ones fit their kinds. */
async function unfitJudges(suite: Suite, { byName }: Judges, variables: readonly string[]): Promise<Breach[]> {
  const breaches: Breach[] = [];
  for (const { assertion, path } of assertionsOf(suite)) {
    if (!asksJudge(assertion)) continue;
    const judge = judgeOf(assertion);
    const own = Object.hasOwn(byName, judge) ? byName[judge] : undefined;
    const unfit = own && (await rehearse(assertion, own, variables));
    if (unfit !== undefined)
      breaches.push({
        rule: "unfit-judge",
        path: assertion["judge"] === undefined ? path : [...path, "judge"],
        message: unfit.message,
        hint: `${unfit.hint} The judge is ${judgeFile(judge)}.`,
      });
  }
  return breaches;
}

/** Judges with parameters that the model which shall judge cannot be sent. */
function* unsendableJudges(suite: Suite, { byName }: Judges, { providers = {}, askedByDefault }: SuiteSurroundings): Generator<Breach> {
  for (const { assertion, path } of assertionsOf(suite)) {
    if (!asksJudge(assertion)) continue;
    const judge = judgeOf(assertion);
    const params = Object.hasOwn(byName, judge) ? byName[judge]?.params : undefined;
    const model = typeof assertion["model"] === "string" ? assertion["model"] : (suite.judge ?? askedByDefault?.judge ?? "");
    const provider = providerOf(model);
    const settings = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
    for (const param of Object.keys(params ?? {})) {
      const why = settings && refusedParam(settings, param);
      if (why !== undefined) yield { rule: "unfit-judge", path, message: `${judgeFile(judge)} does not fit \`${model}\`: ${why}` };
    }
  }
}

function asksJudge({ type }: Assertion): boolean {
  return kindOf(type)?.needs.includes("askJudge") === true;
}
