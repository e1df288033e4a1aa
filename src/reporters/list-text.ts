import type { ListedPrompt, ListResult } from "../core/results/list.ts";
import { paintFor } from "./paint.ts";
import type { Screen } from "./screen.ts";

const columns: readonly { readonly title: string; readonly cell: (prompt: ListedPrompt) => string }[] = [
  { title: "PROMPT", cell: ({ id }) => id },
  { title: "VERSION", cell: ({ latest_version = "-" }) => latest_version },
  { title: "MODEL", cell: ({ model = "-" }) => model },
  { title: "SUITES", cell: ({ suites }) => suites.join(",") || "-" },
  { title: "OWNERS", cell: ({ owners }) => owners.join(",") || "-" },
  { title: "DESCRIPTION", cell: ({ description = "", problem }) => (problem === undefined ? oneLine(description) : `! ${problem}`) },
];

/** One line per prompt; the last column is cut where the screen ends. */
export function listText({ prompts }: ListResult, screen: Screen): string {
  if (prompts.length === 0) return "There are no prompts yet. `promptops new prompt` makes one.";
  const paint = paintFor(screen);
  const rows = [columns.map(({ title }) => title), ...prompts.map((prompt) => columns.map(({ cell }) => cell(prompt)))];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) =>
    cut(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
      screen.width,
    ),
  );
  return lines.map((line, at) => (at === 0 ? paint("bold", line) : line)).join("\n");
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}
