import type { PageEvaluation, PageResult } from "../../../reporters/eval/html/page-data.ts";

/** A text that an answer can be laid beside. */
export interface Comparison {
  readonly name: string;
  readonly text: string;
  /** The text is not all there is. */
  readonly cut: boolean;
}

/** Finds what an answer can be compared with: what was expected, what other models said to the same case, what other epochs brought. */
export class Comparisons {
  readonly #subjects: ReadonlyMap<string, string>;
  readonly #models: ReadonlyMap<string, string>;
  readonly #sameCase: ReadonlyMap<string, readonly PageResult[]>;

  constructor({ prompts }: PageEvaluation, results: readonly PageResult[]) {
    this.#subjects = new Map(prompts.map(({ label, subject }) => [label, subject]));
    this.#models = new Map(prompts.map(({ label, model }) => [label, model]));
    this.#sameCase = Map.groupBy(results, (result) => this.#key(result));
  }

  of(result: PageResult): Comparison[] {
    const others = (this.#sameCase.get(this.#key(result)) ?? []).filter(({ index, output }) => index !== result.index && output !== undefined);
    const models = others.filter(({ prompt, epoch }) => prompt !== result.prompt && epoch === result.epoch);
    const epochs = others.filter(({ prompt }) => prompt === result.prompt);
    return [
      // Results keep the beginning of a long one; see core/eval/preview.ts.
      ...(result.expected === undefined
        ? []
        : [{ name: "expected", text: result.expected, cut: result.expected.length > 200 && result.expected.endsWith("…") }]),
      ...models.map((other) => answerOf(this.#models.get(other.prompt) ?? other.prompt, other)),
      ...epochs.map((other) => answerOf(`epoch ${other.epoch}`, other)),
    ];
  }

  #key({ prompt, suite, case: id }: PageResult): string {
    return JSON.stringify([this.#subjects.get(prompt) ?? prompt, suite, id]);
  }
}

function answerOf(name: string, { output = "", whole }: PageResult): Comparison {
  return { name, text: output, cut: whole?.["output"] !== undefined };
}

/** Both as JSON with keys in order and a line each, when both are; a difference in spaces or order is none then. */
export function asJson(left: string, right: string): readonly [string, string] | undefined {
  const [a, b] = [pretty(left), pretty(right)];
  return a === undefined || b === undefined ? undefined : [a, b];
}

function pretty(text: string): string | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null ? JSON.stringify(inOrder(value), null, 2) : undefined;
  } catch {
    return undefined;
  }
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, inOrder(each)]),
  );
}
