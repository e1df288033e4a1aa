import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { evalReporters, reporterForFile, type EvalReporterName } from "./eval-reporter.ts";

export interface ReportFile<Name extends EvalReporterName = EvalReporterName> {
  readonly reporter: Name;
  readonly path: string;
}

/** What is shown, and what is written beside. */
export interface ReportsAsked<Name extends EvalReporterName = EvalReporterName> {
  readonly shown: Name | "terminal";
  readonly files: readonly ReportFile<Name>[];
}

/** The flags as they were typed. */
export interface ReportFlags<Name extends EvalReporterName = EvalReporterName> {
  readonly reporter?: Name | undefined;
  readonly output?: readonly string[];
}

const all = Object.keys(evalReporters) as EvalReporterName[];

/**
 * `--reporter` says what is shown, whatever is written; `--output report.xml` is written by the reporter that its ending names,
 * `--output junit=report` by the one before `=`.
 * @param names The reporters that the command has.
 * @throws PromptopsError `invalid-flag`.
 */
export function reportsAsked(flags: ReportFlags): ReportsAsked;
export function reportsAsked<Name extends EvalReporterName>(flags: ReportFlags<Name>, names: readonly Name[]): ReportsAsked<Name>;
export function reportsAsked({ reporter, output = [] }: ReportFlags, names: readonly EvalReporterName[] = all): ReportsAsked {
  const files = output.map((text) => reporterBefore(text, names) ?? { reporter: reporterOf(text, names, reporter), path: text });
  const twice = files.find(({ path }, at) => files.findIndex((other) => other.path === path) < at);
  if (twice !== undefined) throw wrong(`Two reports are to be written to ${twice.path}.`, "Give every report a file of its own.");
  return { shown: reporter ?? "terminal", files };
}

/** `junit=report`; a path with `=` in it is one with a folder before: `./a=b.xml`. */
function reporterBefore(text: string, names: readonly EvalReporterName[]): ReportFile | undefined {
  const [, name, path] = /^([a-z-]+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || path === undefined) return undefined;
  const reporter = names.find((each) => each === name);
  if (reporter !== undefined) return { reporter, path };
  const near = nearest(name, names);
  throw wrong(
    `There is no reporter "${name}".`,
    near === undefined ? `There are ${names.join(", ")}; write \`./${text}\` if this is a file's name.` : `Did you mean \`--output ${near}=${path}\`?`,
  );
}

/** @param shown What `--reporter` says: whoever gives a file no ending may have meant that for it. */
function reporterOf(path: string, names: readonly EvalReporterName[], shown: EvalReporterName | undefined): EvalReporterName {
  const name = reporterForFile(path, names);
  if (name !== undefined) return name;
  const example = shown ?? (["junit", "markdown", "json"] as const).find((each) => names.includes(each));
  throw wrong(`The ending of ${path} does not say how to write it.`, `Put the reporter before it, \`--output ${example}=${path}\`: ${names.join(", ")}.`);
}

function wrong(sentence: string, hint: string): PromptopsError {
  return new PromptopsError("invalid-flag", sentence, { where: "--output", hint });
}
