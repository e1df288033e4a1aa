import { counted } from "../../core/gates/words.ts";
import type { EvidenceListResult, EvidenceShareResult, EvidenceShowResult, ListedEvidence } from "../../core/results/evidence.ts";
import type { CaseEpochs, EvidencePart, EvidenceSeeds } from "../../core/eval/evidence.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";

const dayMs = 86_400_000;
const colors = { fresh: "green", stale: "yellow", partial: "yellow", other: "dim" } as const;
const places = { here: "here", ledger: "in the ledger", both: "here and in the ledger" } as const;
const titles = ["key", "prompt", "state", "answers of", "passed", "model", "suites", "kept"];

/** One row each, and below them the prompts of which nothing is proved. */
export function evidenceListText({ evidence, more, missing, stale }: EvidenceListResult, screen: Screen): string {
  const paint = paintFor(screen);
  const rows =
    evidence.length === 0 ? [] : columns([titles.map((title) => paint("dim", title)), ...evidence.map((each) => row(each, paint))], lineWidth(screen));
  const older = more ? ["", "There is older evidence: `--limit` shows more."] : [];
  const open = missing.map((prompt) =>
    stale.includes(prompt)
      ? `The answers are too old for ${prompt}: \`promptops eval ${prompt} --no-cache\` asks for new ones, and a gate asks by itself.`
      : `Nothing counts for ${prompt} as it is now: \`promptops eval ${prompt}\` proves it.`,
  );
  if (rows.length + open.length === 0) return "There is no evidence here yet. `promptops eval` makes it.";
  return [...rows, ...older, ...(rows.length > 0 && open.length > 0 ? [""] : []), ...open].join("\n");
}

function row({ key, prompt, state, answered_at, cases, passed, model, suites, held }: ListedEvidence, paint: Paint): string[] {
  return [
    key.slice(0, 12),
    prompt,
    paint(colors[state], state),
    answered_at === undefined ? "?" : timeText(answered_at),
    `${passed}/${cases}`,
    model,
    oneLine(suites.join(", "), 80),
    places[held],
  ];
}

/** What one piece of evidence proved, and the cases that did not pass. */
export function evidenceShowText({ listed, evidence }: EvidenceShowResult, screen: Screen): string {
  const paint = paintFor(screen);
  const { totals, judges = [], models_answered, parts = [], seeds } = evidence;
  const open = evidence.cases.filter(({ status }) => status !== "pass");
  return [
    paint("bold", `${listed.prompt}, digest ${listed.prompt_digest.slice(0, 12)}`),
    `  ${paint(colors[listed.state], listed.state)}, ${ageText(listed)}, kept ${places[listed.held]}, key ${listed.key.slice(0, 12)}`,
    `  evaluation ${listed.evaluation} by promptops ${evidence.tool_version}, finished ${timeText(listed.finished_at)}`,
    `  asked ${evidence.model}, answered by ${models_answered.join(", ") || "nobody"}`,
    ...(parts.length === 0 ? [] : parts.map((part) => `  ${partText(part, evidence.evaluation)}`)),
    ...(seeds === undefined ? [] : [`  seeds: ${seedsText(seeds)}`]),
    ...judges.map(({ judge, use, model }) => `  judged by ${judge ?? use} (${model})`),
    ...evidence.suites.map(({ suite, digest, cases }) => `  suite ${suite}: ${counted(cases, "case")}, digest ${digest.slice(0, 12)}`),
    `  ${totals.passed} of ${totals.cases} passed${totals.passed + totals.failed === 0 ? "" : `, mean score ${rounded(totals.mean_score)}`}`,
    ...open
      .slice(0, 20)
      .map(
        ({ suite, case: id, status, score, epochs }) =>
          `  ${paint("red", status)} ${oneLine(`${suite}/${id}`, 120)} (score ${rounded(score)}${epochs === undefined ? "" : `; by epoch ${epochsText(epochs)}`})`,
      ),
    ...(open.length > 20 ? [`  and ${open.length - 20} more`] : []),
  ].join("\n");
}

function ageText({ answered_at, finished_at, days }: ListedEvidence): string {
  if (answered_at === undefined || days === undefined) return "of nobody knows when: it does not say when its answers were given";
  const oldest = Date.parse(answered_at) < Date.parse(finished_at) - dayMs ? ` (oldest answer ${timeText(answered_at)})` : "";
  return `${counted(days, "day")} old${oldest}`;
}

function seedsText({ sample, order, model }: EvidenceSeeds): string {
  const said = [
    ...(sample === undefined ? [] : [`${sample} of the sample`]),
    ...(order === undefined ? [] : [`${order.slice(0, 12)} of the order of cases`]),
    ...(model === undefined ? [] : [`${model} asked of the model`]),
  ];
  return said.join(", ");
}

/** `1 0 0.5 error`, an epoch each. */
function epochsText({ scores, outcomes }: CaseEpochs): string {
  return scores.map((score, at) => (outcomes[at] === "e" ? "error" : outcomes[at] === "w" ? "pending" : `${rounded(score)}`)).join(" ");
}

function rounded(score: number): number {
  return Number(score.toFixed(3));
}

function partText({ evaluation, finished_at, cases, models_answered }: EvidencePart, own: string): string {
  const who = models_answered.length === 0 ? "" : `, answered by ${models_answered.join(", ")}`;
  return `${cases} ${cases === 1 ? "case" : "cases"} ${evaluation === own ? "run by itself" : `of evaluation ${evaluation}`}, finished ${timeText(finished_at)}${who}`;
}

export function evidenceShareText({ written, there, shared, remote }: EvidenceShareResult): string {
  if (written + there === 0) return "There is no evidence here to share. `promptops eval` makes it.";
  const where =
    remote === undefined
      ? " There is no remote: other machines do not see it."
      : shared
        ? ` ${remote} has it.`
        : ` ${remote} has not got it yet; it goes up with the next thing that is shared.`;
  return `${written} written to the ledger, ${there} there already.${where}`;
}
