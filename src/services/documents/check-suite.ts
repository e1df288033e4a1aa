import { checkAssertions } from "../../core/assertions/check-assertions.ts";
import { caseContext } from "../../core/cases/case-context.ts";
import { compareProblems, type Problem } from "../../core/errors/problem.ts";
import { digestBytes } from "../../core/identity/digest.ts";
import type { Breach } from "../../core/model/breach.ts";
import { suiteFile } from "../../core/model/document-paths.ts";
import { problemsOf } from "../../core/model/parse-document.ts";
import type { ResolvedPrompt } from "../../core/model/resolved-prompt.ts";
import { breachesOf } from "../../core/model/rules/rule.ts";
import { assertionsOf, scorerFile, suiteRules } from "../../core/model/rules/suite-rules.ts";
import type { Suite } from "../../core/model/suite.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { datasetFiles } from "./dataset-files.ts";
import type { ReadableSuite } from "./read-cases.ts";
import { readDocument } from "./read-document.ts";

export interface CheckedSuite {
  /** Undefined when there are problems: then its cases mean nothing. */
  readonly readable: ReadableSuite | undefined;
  /** Everything wrong with the suite's own file, its cases not looked at. */
  readonly problems: readonly Problem[];
}

/** A suite, ready to read its cases; undefined when there is no such suite. @param providers Names from the configuration; undefined = not checked. */
export async function checkSuite(
  source: DocumentSource,
  resolved: ResolvedPrompt,
  name: string,
  providers: readonly string[] | undefined,
): Promise<CheckedSuite | undefined> {
  const file = suiteFile(resolved.id, name);
  const document = await readDocument(source, "suite", file);
  if (document?.value === undefined) return document && { readable: undefined, problems: document.problems };
  const suite = document.value;
  const fileDigests = await scorerDigests(source, suite);
  const variables = Object.keys(resolved.prompt.variables ?? {});
  const datasets = await Promise.all((suite.datasets ?? []).map(async (dataset) => ({ dataset, ...(await datasetFiles(source, file, dataset)) })));
  const breaches: Breach[] = [
    ...breachesOf(suiteRules, suite, {
      variables,
      hasContract: resolved.prompt.output !== undefined,
      providers,
      scorerFiles: new Set(Object.keys(fileDigests)),
    }),
    ...(await checkAssertions(suite, { tools: resolved.prompt.tools ?? [] })).map((problem) => ({ rule: "invalid-assertion", ...problem })),
    ...datasets.flatMap(({ breaches }, at) => breaches.map((breach) => ({ ...breach, path: ["datasets", at, "path"] }))),
  ];
  const problems = problemsOf(file, breaches, document).sort(compareProblems);
  return { readable: { source, document, datasets, context: caseContext(name, suite, resolved, fileDigests) }, problems };
}

async function scorerDigests(source: DocumentSource, suite: Suite): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const file of new Set([...assertionsOf(suite)].flatMap(({ assertion }) => scorerFile(assertion) ?? []))) {
    const bytes = await source.read(file);
    if (bytes !== undefined) digests[file] = digestBytes(bytes);
  }
  return digests;
}
