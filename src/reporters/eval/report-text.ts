import { evalReporters, type EvalReporterName, type Reported } from "./eval-reporter.ts";

/** A whole report as one text. */
export async function reportText(reporter: EvalReporterName, reported: Reported): Promise<string> {
  const report = await evalReporters[reporter].load();
  const pieces: string[] = [];
  for await (const piece of report(reported)) pieces.push(piece);
  return pieces.join("");
}
