import type { CaseResult } from "../../core/eval/case-result.ts";
import type { ComparedAnswers } from "../../core/results/compare.ts";
import { whyOf } from "../eval/why.ts";
import { oneLine } from "../one-line.ts";
import type { Paint } from "../paint.ts";
import { plainLines } from "../plain-lines.ts";
import { lineWidth, type Screen } from "../screen.ts";
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
  const inputs = Object.entries(sample.inputs ?? {}).map(([name, value]) =>
    paint("dim", `${name}: ${oneLine(value, Math.max(20, lineWidth(screen) - name.length - 2))}`),
  );
  const expected = sample.expected === undefined ? [] : [paint("dim", `expected: ${oneLine(sample.expected, Math.max(20, lineWidth(screen) - 10))}`)];
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
  const [was, is] = [`before: ${statusOf(before)}`, `after: ${statusOf(after)}`];
  // Brackets take room, so they are there before the lines are broken.
  const left = screen.color ? diff.before : diff.before.map((piece) => inBrackets(piece, "[-", "-]"));
  const right = screen.color ? diff.after : diff.after.map((piece) => inBrackets(piece, "{+", "+}"));
  const plain = (text: string) => [{ text, changed: false }];
  const show = ({ pieces }: BrokenLine, style: "red" | "green") => pieces.map(({ text, changed }) => (changed ? paint(style, text) : text)).join("");
  const bold = ({ pieces }: BrokenLine) => paint("bold", pieces.map(({ text }) => text).join(""));
  if (screen.endless === true || screen.width < leastBeside) {
    const room = lineWidth(screen);
    return [
      ...brokenLines(plain(was), room).map(bold),
      ...brokenLines(left, room - 2).map((line) => `  ${show(line, "red")}`),
      ...brokenLines(plain(is), room).map(bold),
      ...brokenLines(right, room - 2).map((line) => `  ${show(line, "green")}`),
    ];
  }
  const half = Math.floor((screen.width - gap.length) / 2);
  const beside = (before: readonly BrokenLine[], after: readonly BrokenLine[], shown: (line: BrokenLine, style: "red" | "green") => string) =>
    Array.from({ length: Math.max(before.length, after.length) }, (_, at) => {
      const [l, r] = [before[at] ?? noLine, after[at] ?? noLine];
      return `${shown(l, "red")}${" ".repeat(half - l.width)}${paint("dim", gap)}${shown(r, "green")}`.trimEnd();
    });
  return [...beside(brokenLines(plain(was), half), brokenLines(plain(is), half), bold), ...beside(brokenLines(left, half), brokenLines(right, half), show)];
}

const noLine: BrokenLine = { pieces: [], width: 0 };

/** As `git diff --word-diff` marks words; what is only blank is left as it is. */
function inBrackets({ text, changed }: Piece, open: string, close: string): Piece {
  return { text: changed && text.trim() !== "" ? `${open}${text}${close}` : text, changed };
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
