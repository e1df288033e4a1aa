import { partsOfLabel } from "../../core/eval/prompt-label.ts";
import { reducedCases } from "../../core/eval/reduced-cases.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { columns } from "../release/columns.ts";
import type { Reported } from "./eval-reporter.ts";

/** So many cases are shown. */
const shown = 20;

/** Of prompts that several models were asked: the cases in which they fared differently, a column per model. Only what did not pass is kept in memory. */
export async function* modelDifferences({ report: { prompts }, header, results, screen }: Reported): AsyncGenerator<string> {
  const groups = [...Map.groupBy(prompts, ({ label }) => partsOfLabel(label).name)].filter(([, group]) => group.length > 1);
  if (groups.length === 0) return;
  const paint = paintFor(screen);
  const failed = await notPassed({ header, results });
  for (const [name, group] of groups) {
    const labels = group.map(({ label }) => label);
    const cases = [...new Set(labels.flatMap((label) => [...(failed.get(label)?.keys() ?? [])]))];
    const statuses = (id: string) => labels.map((label) => failed.get(label)?.get(id) ?? "pass");
    const differing = cases.filter((id) => new Set(statuses(id)).size > 1);
    if (differing.length === 0) continue;
    // With no room for the models' names beside one another they stand in the order in which they were named.
    const beside = Math.floor(screen.width / 2) + group.reduce((sum, { model }) => sum + model.length + 2, 0) <= screen.width;
    const head = ["", ...group.map(({ model }) => (beside ? model : ""))].map((text) => paint("dim", text));
    const rows = differing
      .slice(0, shown)
      .map((id) => [oneLine(id, Math.max(20, Math.floor(screen.width / 2))), ...statuses(id).map((status) => word(status, paint))]);
    yield `\n${paint("bold", name)}: where the models differ\n${columns(beside ? [head, ...rows] : rows).join("\n")}\n`;
    if (differing.length > shown) yield `… and ${differing.length - shown} more cases\n`;
  }
}

/** What of each label's cases did not pass, and how: by `suite/case`. */
async function notPassed({ header, results }: Pick<Reported, "header" | "results">): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const failed = new Map<string, Map<string, string>>();
  for await (const { epochs, reduced } of reducedCases(header.plan, results())) {
    const [first] = epochs;
    if (first === undefined || reduced === undefined || reduced.status === "pass") continue;
    const cases = failed.get(first.prompt) ?? new Map<string, string>();
    failed.set(first.prompt, cases.set(`${reduced.suite}/${reduced.case}`, reduced.status));
  }
  return failed;
}

function word(status: string, paint: Paint): string {
  return status === "pass" ? paint("green", status) : paint("red", status);
}
