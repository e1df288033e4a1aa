import { harmlessText } from "../reporters/harmless-text.ts";
import { evalReporters, type Reported } from "../reporters/eval/eval-reporter.ts";
import type { ReportFile } from "../reporters/eval/reports-asked.ts";
import type { Context } from "./context.ts";

/** What a file is written for. */
const paper = { width: 100, color: false, endless: true };

/** Tells before anything is paid for when a report could not be written. @throws PromptopsError `cannot-write`. */
export async function prepareReports(context: Context, files: readonly ReportFile[]): Promise<void> {
  if (files.length === 0) return;
  const output = await context.outputFiles();
  for (const { path } of files) await output.prepare(path);
}

/** Writes reports, each whole or not at all, and says so on standard error. @throws PromptopsError `cannot-write`. */
export async function writeReports(context: Context, files: readonly ReportFile[], reported: Omit<Reported, "screen">): Promise<void> {
  for (const { reporter, path } of files) {
    const write = await evalReporters[reporter].load();
    await (await context.outputFiles()).write(path, write({ ...reported, screen: paper }));
    if (!context.quiet)
      process.stderr.write(`Written to ${harmlessText(path)}${reported.report.not_run === undefined ? "" : ", of an evaluation that is not finished"}\n`);
  }
}
