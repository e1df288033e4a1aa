import type { CaseResult } from "../../core/eval/case-result.ts";
import type { ComparedAnswers } from "../../core/results/compare.ts";
import { whyOf } from "../eval/why.ts";
import { oneLine } from "../one-line.ts";
import type { Paint } from "../paint.ts";
import { plainLines } from "../plain-lines.ts";
import type { Screen } from "../screen.ts";
import { brokenLines, type BrokenLine } from "./broken-lines.ts";
import { caseName } from "./case-words.ts";
import { wordDiff, type Piece } from "./word-diff.ts";

/** Of one answer; a report is no place to read a book. */
const mostCharacters = 6_000;
/** With fewer columns the answers stand below one another. */
const leastBeside = 60;
const gap = " │ ";

/** Both answers to one case, epoch by epoch: side by side where the screen is wide enough, what only one has in colour, else in brackets. */
export function answersText(answers: ComparedAnswers, screen: Screen, paint: Paint): string[] {
  const { before, after } = answers;
  const [sample] = [...after, ...before];
  const head = [paint("bold", `── ${oneLine(caseName(answers), 100)} ${"─".repeat(Math.max(3, Math.min(screen.width, 100) - caseName(answers).length - 4))}`)];
  if (sample === undefined) return [...head, paint("dim", "Its answers are not kept any more.")];
  const inputs = Object.entries(sample.inputs ?? {}).map(([name, value]) => paint("dim", `${name}: ${oneLine(value, screen.width - name.length - 2)}`));
  const expected = sample.expected === undefined ? [] : [paint("dim", `expected: ${oneLine(sample.expected, screen.width - 10)}`)];
  const epochs = [...new Set([...before, ...after].map(({ epoch }) => epoch))].sort((a, b) => a - b);
  const find = (some: readonly CaseResult[], epoch: number) => some.find((each) => each.epoch === epoch);
  return [
    ...head,
    ...inputs,
    ...expected,
    ...epochs.flatMap((epoch) => [
      ...(epochs.length > 1 ? [paint("dim", `epoch ${epoch}`)] : []),
      ...oneEpoch(find(before, epoch), find(after, epoch), screen, paint),
    ]),
  ];
}

function oneEpoch(before: CaseResult | undefined, after: CaseResult | undefined, screen: Screen, paint: Paint): string[] {
  const diff = wordDiff(answerOf(before), answerOf(after));
  const [was, is] = [statusOf(before), statusOf(after)];
  if (screen.endless === true || screen.width < leastBeside) {
    const told = (title: string, status: string, pieces: readonly Piece[], style: "red" | "green") => [
      paint("bold", `${title}: ${status}`),
      ...pieces
        .map((piece) => shown(piece, style, paint))
        .join("")
        .split("\n")
        .map((line) => `  ${line}`),
    ];
    return [...told("before", was, diff.before, "red"), ...told("after", is, diff.after, "green")];
  }
  const half = Math.floor((screen.width - gap.length) / 2);
  const room = (lines: BrokenLine[], at: number) => lines[at] ?? { pieces: [], width: 0 };
  const status = [brokenLines([{ text: `before: ${was}`, changed: false }], half), brokenLines([{ text: `after: ${is}`, changed: false }], half)] as const;
  // Brackets take room, so they are there before the lines are broken.
  const marked = (pieces: readonly Piece[], style: "red" | "green") =>
    screen.color ? pieces : pieces.map((piece) => ({ ...piece, text: shown(piece, style, paint) }));
  const answer = [brokenLines(marked(diff.before, "red"), half), brokenLines(marked(diff.after, "green"), half)] as const;
  const beside = ([left, right]: readonly [BrokenLine[], BrokenLine[]], show: (line: BrokenLine, style: "red" | "green") => string) =>
    Array.from({ length: Math.max(left.length, right.length) }, (_, at) => {
      const [l, r] = [room(left, at), room(right, at)];
      return `${show(l, "red")}${" ".repeat(half - l.width)}${paint("dim", gap)}${show(r, "green")}`.trimEnd();
    });
  return [
    ...beside(status, ({ pieces }) => paint("bold", pieces.map(({ text }) => text).join(""))),
    ...beside(answer, ({ pieces }, style) => pieces.map((piece) => (screen.color && piece.changed ? paint(style, piece.text) : piece.text)).join("")),
  ];
}

function shown({ text, changed }: Piece, style: "red" | "green", paint: Paint): string {
  if (!changed || text.trim() === "") return text;
  const coloured = text
    .split("\n")
    .map((line) => (line === "" ? "" : paint(style, line)))
    .join("\n");
  return coloured !== text ? coloured : style === "red" ? `[-${text}-]` : `{+${text}+}`;
}

function answerOf(result: CaseResult | undefined): string {
  const text = result?.output ?? result?.refusal ?? "";
  const calls = (result?.tool_calls ?? []).map((call) => `\n→ ${call.name}(${JSON.stringify(call.arguments)})`).join("");
  return plainLines(text + calls, mostCharacters).trimEnd();
}

function statusOf(result: CaseResult | undefined): string {
  if (result === undefined) return "not asked";
  const why = result.status === "pass" ? [] : whyOf(result);
  return [result.status, ...why.map((each) => oneLine(each, 300))].join(" · ");
}
