import { checkJudge } from "../../core/judging/check-judge.ts";
import type { Problem } from "../../core/errors/problem.ts";
import { judgeFile, judgeNamesIn } from "../../core/model/document-paths.ts";
import type { Judge } from "../../core/model/judge.ts";
import { notAFile } from "../../core/model/not-a-file.ts";
import { paramBreaches } from "../../core/model/rules/model-params.ts";
import { problemsOf } from "../../core/model/parse-document.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import { readDocument } from "./read-document.ts";

export interface Judges {
  /** Those that were found to be right, by name. */
  readonly byName: Readonly<Record<string, Judge>>;
  /** Names of all that are there, sorted. */
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

/** Every judge of the repository: they are few, and a wrong name needs all of them for the nearest right one. */
export async function readJudges(source: DocumentSource): Promise<Judges> {
  const [files, nonFiles] = await Promise.all([source.list("judges"), source.nonFiles("judges")]);
  const names = judgeNamesIn(files);
  const read = await Promise.all(names.map(async (name) => ({ name, ...(await readJudge(source, name)) })));
  return {
    byName: Object.fromEntries(read.flatMap(({ name, judge }) => (judge === undefined ? [] : [[name, judge]]))),
    names,
    problems: [...notAFile(nonFiles), ...read.flatMap(({ problems }) => problems)],
  };
}

async function readJudge(source: DocumentSource, name: string): Promise<{ judge: Judge | undefined; problems: readonly Problem[] }> {
  const file = judgeFile(name);
  const document = await readDocument(source, "judge", file);
  if (document?.value === undefined) return { judge: undefined, problems: document?.problems ?? [] };
  const problems = problemsOf(file, [...checkJudge(document.value), ...paramBreaches(document.value.params ?? {}, ["params"])], document);
  return { judge: problems.length === 0 ? document.value : undefined, problems };
}
