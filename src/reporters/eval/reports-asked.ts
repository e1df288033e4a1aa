import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { evalReporters, reporterForFile, type EvalReporterName } from "./eval-reporter.ts";

export interface ReportFile {
  readonly reporter: EvalReporterName;
  readonly path: string;
}

/** What is shown, and what is written beside. */
export interface ReportsAsked {
  readonly shown: EvalReporterName;
  readonly files: readonly ReportFile[];
}

/**
 * `--output report.xml` is written by the reporter that its ending names, `--output junit=report` by the one before `=`.
 * `--reporter` says what is shown; with a single file that names no reporter of its own it says what is written there.
 * @throws PromptopsError `invalid-flag`.
 */
export function reportsAsked({
  reporter,
  output = [],
}: {
  readonly reporter?: EvalReporterName | undefined;
  readonly output?: readonly string[];
}): ReportsAsked {
  const [only] = output;
  if (output.length === 1 && only !== undefined && reporter !== undefined && reporterBefore(only) === undefined)
    return { shown: "terminal", files: [{ reporter, path: only }] };
  const files = output.map((text) => reporterBefore(text) ?? { reporter: reporterOf(text), path: text });
  const twice = files.find(({ path }, at) => files.findIndex((other) => other.path === path) < at);
  if (twice !== undefined) throw wrong(`Two reports are to be written to ${twice.path}.`, "Give every report a file of its own.");
  return { shown: reporter ?? "terminal", files };
}

/** `junit=report`; a path with `=` in it is one with a folder before: `./a=b.xml`. */
function reporterBefore(text: string): ReportFile | undefined {
  const [, name, path] = /^([a-z-]+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || path === undefined) return undefined;
  if (isReporter(name)) return { reporter: name, path };
  const near = nearest(name, names());
  throw wrong(
    `There is no reporter "${name}".`,
    near === undefined ? `There are ${names().join(", ")}; write \`./${text}\` if this is a file's name.` : `Did you mean \`--output ${near}=${path}\`?`,
  );
}

function reporterOf(path: string): EvalReporterName {
  const name = reporterForFile(path);
  if (name !== undefined) return name;
  throw wrong(`The ending of ${path} does not say how to write it.`, `Put the reporter before it, \`--output junit=${path}\`: ${names().join(", ")}.`);
}

function isReporter(name: string): name is EvalReporterName {
  return Object.hasOwn(evalReporters, name);
}

function names(): string[] {
  return Object.keys(evalReporters);
}

function wrong(sentence: string, hint: string): PromptopsError {
  return new PromptopsError("invalid-flag", sentence, { where: "--output", hint });
}
