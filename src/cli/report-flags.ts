import * as Flags from "@oclif/core/flags";
import { evalReporters, type EvalReporterName } from "../reporters/eval/eval-reporter.ts";

/** Of every command that reports an evaluation; `reportsAsked` reads them. */
export const reportFlags = {
  reporter: Flags.option({
    options: Object.keys(evalReporters) as EvalReporterName[],
    summary: "How results are shown, whatever is written to files (default: terminal).",
  })(),
  output: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    default: [],
    helpValue: "[REPORTER=]FILE",
    summary: "Write a report to a file, by its ending (.json .xml .md …) or by the reporter before it; repeatable. What --reporter says is shown all the same.",
  }),
};
