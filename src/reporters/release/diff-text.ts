import type { DiffHunk, FieldChange } from "../../core/release/diff-prompts.ts";
import type { Json } from "../../core/model/shape.ts";
import type { DiffResult } from "../../core/results/diff.ts";
import { paintFor, type Paint } from "../paint.ts";
import type { Screen } from "../screen.ts";

/** What differs, part by part: texts as a unified diff, everything else value by value; and what it means for the version's number. */
export function diffText({ from, to, floor, diff }: DiffResult, screen: Screen): string {
  const paint = paintFor(screen);
  const head = [paint("red", `--- ${from.name}`), paint("green", `+++ ${to.name}`)];
  const { messages, partials, files, variables, tools, fields } = diff;
  const body = [
    ...section(
      "messages",
      messages.flatMap((hunk) => hunkLines(hunk, paint)),
      paint,
    ),
    ...partials.flatMap(({ name, change, hunks }) =>
      section(
        `partial ${name} (${change})`,
        hunks.flatMap((hunk) => hunkLines(hunk, paint)),
        paint,
      ),
    ),
    ...variables.flatMap(({ name, change, fields: changed }) =>
      section(
        `variable ${name} (${change})`,
        changed.flatMap((field) => fieldLines(field, paint)),
        paint,
      ),
    ),
    ...tools.flatMap(({ name, change, fields: changed }) =>
      section(
        `tool ${name} (${change})`,
        changed.flatMap((field) => fieldLines(field, paint)),
        paint,
      ),
    ),
    ...files.flatMap(({ path, change }) => [paint("bold", `file ${path} (${change})`)]),
    ...section(
      "settings",
      fields.flatMap((field) => fieldLines(field, paint)),
      paint,
    ),
  ];
  if (body.length === 0) return [...head, "Nothing differs."].join("\n");
  const meaning = diff.same ? "The digests are equal: only texts for people differ." : `This asks for a ${floor.level} version. ${floor.reasons.join(" ")}`;
  return [...head, ...body, "", meaning].join("\n");
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint("bold", title), ...lines];
}

function hunkLines({ before_start, after_start, lines }: DiffHunk, paint: Paint): string[] {
  return [
    paint("cyan", `@@ -${before_start} +${after_start} @@`),
    ...lines.map((line) => (line.startsWith("-") ? paint("red", line) : line.startsWith("+") ? paint("green", line) : line)),
  ];
}

function fieldLines({ path, before, after }: FieldChange, paint: Paint): string[] {
  const name = path === "" ? "" : `${path}: `;
  return [
    ...(before === undefined ? [] : [paint("red", `-${name}${shown(before)}`)]),
    ...(after === undefined ? [] : [paint("green", `+${name}${shown(after)}`)]),
  ];
}

function shown(value: Json): string {
  return typeof value === "string" ? value.trimEnd() : JSON.stringify(value);
}
