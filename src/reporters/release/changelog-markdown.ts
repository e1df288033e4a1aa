import type { ChangelogMove, ChangelogResult, ChangelogVersion } from "../../core/results/changelog.ts";
import { markdownText } from "../markdown-text.ts";
import { timeText } from "./live-text.ts";

/** A heading per version, newest first; what people wrote is text in it, never markup. */
export function changelogMarkdown({ prompt, versions, earlier }: ChangelogResult): string {
  if (versions.length === 0) return `# ${prompt}\n\nNothing of it was published yet.\n`;
  const rest = earlier === 0 ? "" : `\n${earlier} older ${earlier === 1 ? "version is" : "versions are"} not told of here.\n`;
  return `# ${prompt}\n\n${versions.map(section).join("\n")}${rest}`;
}

function section(entry: ChangelogVersion): string {
  const { version, at, by, message, deprecated } = entry;
  const lines = [
    ...(deprecated === undefined
      ? []
      : [`**Deprecated** ${timeText(deprecated.at)} by ${markdownText(deprecated.by.name)}: ${markdownText(deprecated.reason)}`]),
    ...interfaceLines(entry),
    ...scoreLines(entry),
    ...entry.moves.map(moveLine),
  ];
  const said = message === undefined ? "" : `${markdownText(message, 2_000)}\n\n`;
  return `## ${version} (${at.slice(0, 10)})\n\n${said}Published ${timeText(at)} by ${markdownText(by.name)}.\n\n${lines.map((line) => `- ${line}\n`).join("")}`;
}

function interfaceLines({ interface: change }: ChangelogVersion): string[] {
  if (change === undefined) return ["Interface: unknown, because a tag is not in this repository (`git fetch --tags`)."];
  if (change.level === "first") return ["The first version."];
  return [`Interface, since ${change.since}: ${change.level}. ${change.reasons.join(" ")}`.trimEnd()];
}

function scoreLines({ scores, before, gate }: ChangelogVersion): string[] {
  const mean = (value: number) => value.toFixed(3);
  const told =
    scores === undefined
      ? []
      : before === undefined
        ? [`Scores: ${scores.passed} of ${scores.cases} cases passed, mean ${mean(scores.mean_score)}.`]
        : [
            `Scores, since ${before.version}: ${before.passed} → ${scores.passed} of ${scores.cases} cases passed, mean ${mean(before.mean_score)} → ${mean(scores.mean_score)}.`,
          ];
  if (gate === undefined) return told;
  const accepted = (gate.accepted ?? []).map(
    ({ code, message, because }) => `Accepted (\`${code}\`): ${markdownText(message)} Because: ${markdownText(because)}`,
  );
  return [...told, `Gate: ${gate.verdict}. ${markdownText(gate.summary)}`, ...accepted];
}

function moveLine({ kind, by_rollback, environment, at, by, to, reason }: ChangelogMove): string {
  const what =
    kind === "rolled-back"
      ? `Rolled back in ${environment} to ${to}`
      : by_rollback === true
        ? `Live in ${environment} again by a rollback`
        : `Live in ${environment}`;
  return `${what}: ${timeText(at)}, ${markdownText(by.name)}${reason === undefined ? "" : `. ${markdownText(reason)}`}`;
}
