import type { Acceptance } from "../../core/model/acceptance.ts";
import { pathText } from "../../core/model/document-path.ts";
import type { AcceptedInPrompt } from "../../core/results/validate.ts";
import { acceptFindings } from "../../core/validators/accept-findings.ts";
import { foundInCases } from "../../core/validators/registry.ts";
import type { Problem } from "../../core/errors/problem.ts";
import { manifestFile, promptFile, suiteFile } from "../../core/model/document-paths.ts";
import type { ResolvedPrompt } from "../../core/model/resolved-prompt.ts";
import { assertionsOf } from "../../core/model/rules/suite-rules.ts";
import { validatePrompt } from "../../core/validators/validate-prompt.ts";
import { checkPrompt, type CheckedPrompt, type Surroundings } from "./check-prompt.ts";
import { checkSuite, type SuiteSurroundings } from "./check-suite.ts";
import { findingProblem } from "./finding-problem.ts";
import { readCases } from "./read-cases.ts";
import { readDocument } from "./read-document.ts";

/** What looking at some documents, and at the files they need, came to. */
export interface Looked {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
  /** What validators hold against prompts. */
  readonly found?: readonly Problem[];
  /** What validators found and manifests accept. */
  readonly accepted?: readonly AcceptedInPrompt[];
  /** What nobody has to mend. */
  readonly warnings?: readonly Problem[];
  /** Files that suites read as data. */
  readonly datasets?: readonly string[];
  /** Scorers that suites name. */
  readonly scripts?: readonly string[];
  /** Names of partials that prompts include. */
  readonly partials?: readonly string[];
  /** The prompt, where its documents are right. */
  readonly sound?: SoundPrompt;
}

/** A prompt whose documents are right; validators may hold something against it all the same. */
export interface SoundPrompt {
  readonly id: string;
  readonly resolved: ResolvedPrompt;
  readonly manifest: CheckedPrompt["manifest"];
  readonly positions: CheckedPrompt["positions"];
}

/** A prompt, its manifest, and those of its suites that are chosen; all of them when a file beside them (a dataset) is. */
export async function lookAtPrompt(id: string, around: Surroundings & SuiteSurroundings, isChosen: (file: string) => boolean): Promise<Looked[]> {
  const checked = await checkPrompt(id, around);
  if (checked === undefined) return [];
  const { resolved, suites } = checked;
  const told = findings(id, checked);
  const own = around.files.filter((file) => file === promptFile(id) || file === manifestFile(id));
  const suiteFiles = suites.map((suite) => suiteFile(id, suite));
  const all = around.files.some((file) => isChosen(file) && !own.includes(file) && !suiteFiles.includes(file));
  const { manifest, positions } = checked;
  const sound = resolved === undefined || checked.problems.length > 0 ? {} : { sound: { id, resolved, manifest, positions } };
  const looked: Looked[] = [{ files: own, problems: checked.problems, ...told, partials: Object.keys(resolved?.partials ?? {}), ...sound }];
  for (const [at, suite] of suites.entries()) {
    const file = suiteFiles[at] ?? "";
    if (all || isChosen(file)) looked.push(await lookAtSuite(file, suite, resolved, around));
  }
  return looked;
}

/**
 * What would keep the prompt from being released, as far as that can be told without its cases, and what of it the manifest accepts. Of a
 * prompt that is wrong already nothing more is said.
 */
function findings(id: string, { resolved, manifest, problems, positions }: CheckedPrompt): Pick<Looked, "found" | "accepted" | "warnings"> {
  if (resolved === undefined || problems.length > 0) return {};
  const { accept = [] } = manifest ?? {};
  const { findings: found, accepted, unused } = acceptFindings(validatePrompt({ resolved, manifest }), accept);
  return {
    found: found.map((finding) => findingProblem(id, finding, positions)),
    accepted: accepted.map((finding) => ({ prompt: id, ...finding })),
    warnings: unused.flatMap((at) => unusedAcceptance(id, accept, at, positions) ?? []),
  };
}

/** What takes cases to be found is for the gate to miss. */
export function unusedAcceptance(id: string, accept: readonly Acceptance[], at: number, { manifest }: CheckedPrompt["positions"]): Problem | undefined {
  const { code, text } = accept[at] ?? {};
  if (code === undefined || foundInCases.includes(code)) return undefined;
  const path = ["accept", at];
  return {
    rule: "acceptance-unused",
    file: manifestFile(id),
    ...manifest.locate(path),
    path: pathText(path),
    message: `Nothing is found any more that this accepts (\`${code}\`${text === undefined ? "" : `, ${JSON.stringify(text)}`}).`,
    hint: "Take it out: what is found later would be let through.",
  };
}

async function lookAtSuite(file: string, suite: string, resolved: ResolvedPrompt | undefined, around: Surroundings & SuiteSurroundings): Promise<Looked> {
  const { source } = around;
  // Without its prompt a suite has a shape and nothing else that could be checked.
  if (resolved === undefined) return { files: [file], problems: (await readDocument(source, "suite", file))?.problems ?? [] };
  const { readable, problems = [] } = (await checkSuite(source, resolved, suite, around)) ?? {};
  if (readable === undefined) return { files: [file], problems };
  const found: Problem[] = [];
  for await (const next of readCases(readable)) if ("problem" in next) found.push(next.problem);
  const datasets = readable.datasets.flatMap(({ files }) => files.map((dataset) => dataset.file));
  const scripts = [...assertionsOf(readable.suite)].flatMap(({ assertion }) => (assertion.type === "javascript" ? [String(assertion["file"])] : []));
  return { files: [file, ...datasets], problems: [...problems, ...found], datasets, scripts };
}
