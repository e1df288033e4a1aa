import { Check } from "typebox/value";
import { strict, Type, type Static } from "../model/shape.ts";

const Text = Type.String({ minLength: 1 });
const Numeral = Type.Union([Type.Number(), Type.String({ pattern: "^\\d+(?:\\.\\d+)?$" })]);

/** A line of a file of feedback. Cells of a CSV file are texts. */
const Row = strict({
  run: Type.Optional(Text),
  evaluation: Type.Optional(Text),
  case: Type.Optional(Text),
  prompt: Type.Optional(Text),
  epoch: Type.Optional(Numeral),
  question: Type.Optional(Text),
  verdict: Type.Union([Type.Literal("good"), Type.Literal("bad")]),
  score: Type.Optional(Numeral),
  comment: Type.Optional(Text),
  rater: Type.Optional(Text),
  at: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{3})?)?Z$" })),
});

export type FeedbackRowInput = Omit<Static<typeof Row>, "epoch" | "score" | "run" | "evaluation" | "at"> & {
  readonly about: string;
  readonly epoch?: number;
  readonly score?: number;
  /** ISO 8601, to the millisecond. */
  readonly at?: string;
};

export const feedbackColumns = Object.keys(Row.properties);

/** What a row says, or what is wrong with it in one sentence. */
export function feedbackRow(cells: Readonly<Record<string, unknown>>): FeedbackRowInput | string {
  const unknown = Object.keys(cells).find((name) => !feedbackColumns.includes(name));
  if (unknown !== undefined) return `There is no column \`${unknown}\` in feedback.`;
  if (!Check(Row, cells)) {
    const wrong = feedbackColumns.find((name) => cells[name] !== undefined && !Check(Row, { verdict: "good", [name]: cells[name] }));
    if (wrong === undefined) return "The verdict is missing: `good` or `bad`.";
    const form = wrong === "at" ? ": it is a time in UTC, such as 2026-11-20T09:30:00Z" : "";
    return `\`${wrong}\` cannot be ${JSON.stringify(cells[wrong])}${form}.`;
  }
  const { run, evaluation, epoch, score, at, ...rest } = cells;
  if ((run === undefined) === (evaluation === undefined)) return "A row is about a `run`, or about an `evaluation` and a `case`.";
  const value = score === undefined ? undefined : Number(score);
  if (value !== undefined && value > 1) return `A score is from 0 to 1, not ${value}.`;
  if (at !== undefined && Number.isNaN(Date.parse(at))) return `\`at\` is no time: ${JSON.stringify(at)}.`;
  return {
    ...rest,
    about: run ?? evaluation ?? "",
    ...(epoch === undefined ? {} : { epoch: Number(epoch) }),
    ...(value === undefined ? {} : { score: value }),
    ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
  };
}
