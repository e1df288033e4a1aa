import type { ChallengeBuildResult, LeftOut } from "../core/results/challenge.ts";
import { paintFor } from "./paint.ts";
import { columns } from "./release/columns.ts";
import type { Screen } from "./screen.ts";

const why: Readonly<Record<LeftOut, string>> = {
  gone: "that no suite has any more",
  disputed: "failed by the evaluation and good by a person's word: look at their assertions (`promptops feedback list --contradictions`)",
  unlabelled: "of runs: nothing says what a good answer is; give a suite `assertions` of its own, or the prompt an output contract",
  "does-not-fit": "of runs whose inputs do not fit the prompt's variables any more",
  sensitive: "of runs with sensitive inputs",
  secret: "of runs that hold what looks like a secret",
  pruned: "of runs whose contents were pruned",
};

/** What the set holds, from where, and what was left out. */
export function challengeBuildText(result: ChallengeBuildResult, screen: Screen): string {
  const { prompt, digest, outcome, suites, cases, sources, random_share, merged, clusters, without_label, too_small, left_out, stale } = result;
  const paint = paintFor(screen);
  const title = (titles: readonly string[]) => titles.map((text) => paint("dim", text));
  return [
    `${paint("bold", `Challenge set ${digest.slice(0, 12)}`)} of ${prompt}: ${counted(cases, "case")}, ${counted(clusters, "question")}${outcome === "unchanged" ? ", as it was" : ""}`,
    "",
    ...columns([
      title(["source", "cases", "train", "validation", "holdout"]),
      ...sources.map((row) => [row.source, ...[row.cases, row.train, row.validation, row.holdout].map(String)]),
    ]),
    "",
    ...suites.map(({ file, cases: of }) => `${outcome === "unchanged" ? "has" : "wrote"} ${paint("bold", file)} (${counted(of, "case")})`),
    `${Math.round(random_share * 100)} % were drawn at random.`,
    ...(merged === 0 ? [] : [`${counted(merged, "case")} came more than once.`]),
    ...(without_label === 0 ? [] : [`${counted(without_label, "question")} kept out of the holdout: only a model or a person could say whether they pass.`]),
    ...too_small.flatMap(({ message, hint }) => [`${paint("yellow", "too small:")} ${message}`, `  ${hint}`]),
    ...left_out.map(({ reason, cases: of }) => `${paint("yellow", "left out:")} ${counted(of, "case")} ${why[reason]}`),
    ...stale.map((file) => `${paint("yellow", "stale:")} ${file} has no case of this set any more; remove it.`),
    `next: promptops eval ${prompt}`,
  ].join("\n");
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
