import type { CaseOrigin, CaseResult } from "../../core/eval/case-result.ts";
import { oneLine } from "../one-line.ts";
import type { Reported } from "./eval-reporter.ts";
import { placeOf } from "./places.ts";
import { isTrouble } from "./statuses.ts";
import { scoreOf } from "./score-text.ts";
import { toldCases, type ToldCase } from "./told-cases.ts";
import { verdictText } from "./verdict-text.ts";
import { failedChecks, nameOf, whyOf } from "./why.ts";

/** GitHub reads so many results of a run and shows the first 5,000. https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const mostResults = 5_000;
const mostCharacters = 2_000;

/**
 * SARIF 2.1.0 for code-scanning services: what failed, at the line of its case. What has no line in the working tree has no place
 * there, and is only counted. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export async function* sarifReport(reported: Reported): AsyncGenerator<string> {
  const { report, asked, version } = reported;
  const rules = new Map<string, number>();
  let written = 0;
  let untold = 0;
  yield '{\n"$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n"version": "2.1.0",\n"runs": [{\n"columnKind": "utf16CodeUnits",\n"results": [';
  for await (const told of toldCases(reported)) {
    const { result, finished } = told;
    if (!finished || !isTrouble(result.status)) continue;
    const place = placeOf(result);
    if (place === undefined || written >= mostResults) {
      untold += 1;
      continue;
    }
    const rule = ruleOf(result);
    if (!rules.has(rule.id)) rules.set(rule.id, rules.size);
    yield `${written === 0 ? "\n" : ",\n"}${JSON.stringify(sarifResult(told, place, rule.id, rules.get(rule.id) ?? 0))}`;
    written += 1;
  }
  const notes = [
    { level: "note", message: { text: verdictText(report, asked).sentence } },
    ...(untold === 0
      ? []
      : [{ level: "warning", message: { text: `Left out: ${untold} that have no place in the working tree, or are beyond the first ${mostResults}.` } }]),
  ];
  const driver = { name: "promptops", ...(version === undefined ? {} : { version }), rules: [...rules.keys()].map(describedRule) };
  yield `\n],\n"tool": ${JSON.stringify({ driver })},\n`;
  // A failed case is no failure of the tool: an evaluation that came to a verdict on everything was executed.
  yield `"invocations": ${JSON.stringify([{ executionSuccessful: report.verdict !== "error" && report.not_run === undefined, toolExecutionNotifications: notes }])}\n}]\n}\n`;
}

/** What failed, as a rule that services group by: the kind of error, the first failed check's kind, else the score. */
function ruleOf(result: CaseResult): { readonly id: string } {
  if (result.error !== undefined) return { id: `error/${result.error.kind}` };
  return { id: `case/${failedChecks(result)[0]?.type ?? "score"}` };
}

function describedRule(id: string): unknown {
  const [group, kind = ""] = id.split("/", 2);
  const text = group === "error" ? `A case got no score: ${kind}.` : `A case failed: ${kind}.`;
  return { id, shortDescription: { text } };
}

function sarifResult({ result, note }: ToldCase, { file, line }: CaseOrigin, ruleId: string, ruleIndex: number): unknown {
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return {
    ruleId,
    ruleIndex,
    level: "error",
    message: {
      text: `${oneLine(nameOf(result, true), 300)}: ${oneLine([...(note === undefined ? [] : [note]), ...whyOf(result)].join("; "), mostCharacters)}`,
    },
    locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId: "%SRCROOT%" }, ...(line === undefined ? {} : { region: { startLine: line } }) } }],
    // The same case in the next run is the same alert, though its line has moved and another epoch failed. The end was an epoch once.
    partialFingerprints: { "promptopsCase/v1": `${result.prompt}/${result.suite}/${result.case}#1` },
    properties: { ...(scoreOf(result) === undefined ? {} : { score: result.score }), status: result.status },
  };
}
