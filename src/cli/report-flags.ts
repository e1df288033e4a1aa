import * as Flags from "@oclif/core/flags";
import { evalReporters, type EvalReporterName } from "../reporters/eval/eval-reporter.ts";

/** Of every command that reports an evaluation; `reportsAsked` reads them. */
export const reportFlags = {
  reporter: Flags.option({
    options: Object.keys(evalReporters) as EvalReporterName[],
    summary: "How results are shown (default: terminal), or written, when one --output names no reporter of its own.",
  })(),
  output: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    default: [],
    helpValue: "[REPORTER=]FILE",
    summary: "Write a report to a file, by its ending (.json .xml .md …) or by the reporter before it; repeatable. What is shown is shown all the same.",
  }),
};
