import type { Readable, Writable } from "node:stream";
import { PromptopsError } from "../../core/errors/promptops-error.ts";

export interface Question {
  readonly message: string;
  /** What to give on the command line instead: `--model`, `ID`. */
  readonly instead: string;
}

export interface TextQuestion extends Question {
  readonly placeholder?: string;
  /** Throws a PromptopsError when the answer will not do; the person is asked again. */
  readonly check?: (answer: string) => unknown;
}

export interface Choice {
  readonly value: string;
  readonly hint?: string;
}

export interface ChoiceQuestion extends Question {
  readonly choices: readonly Choice[];
}

/** Asks a person. */
export interface Ask {
  text(question: TextQuestion): Promise<string>;
  choose(question: ChoiceQuestion): Promise<string>;
}

/** Where there is nobody to ask: a missing value is an error that names its flag. @param usage `promptops new prompt` */
export function nobodyToAsk(usage: string): Ask {
  const missing = ({ instead }: Question, hint?: string) =>
    Promise.reject(new PromptopsError("missing-answer", `\`${usage}\` needs ${instead}.`, { where: instead, ...(hint === undefined ? {} : { hint }) }));
  return {
    text: (question) => missing(question),
    choose: (question) =>
      missing(question, question.choices.length === 0 ? undefined : `One of ${question.choices.map(({ value }) => `\`${value}\``).join(", ")}.`),
  };
}

/** Asks on a terminal. @throws PromptopsError `interrupted` when the person leaves. */
export function terminalAsk(streams: { readonly input: Readable; readonly output: Writable }): Ask {
  return {
    async text({ message, placeholder, check }) {
      const { text } = await import("@clack/prompts");
      const proposal = placeholder === undefined ? {} : { placeholder, defaultValue: placeholder };
      return answered(streams.input, (signal) =>
        text({ ...streams, signal, message, ...proposal, validate: (typed) => faultOf(typed || (placeholder ?? ""), check) }),
      );
    },
    async choose({ message, choices }) {
      const { select } = await import("@clack/prompts");
      const options = choices.map(({ value, hint }) => ({ value, ...(hint !== undefined && { hint }) }));
      return answered(streams.input, (signal) => select({ ...streams, signal, message, options }));
    },
  };
}

/** Ctrl-D and a terminal that goes away would leave the question open for ever, and the process would end as if all were done. */
async function answered(input: Readable, question: (signal: AbortSignal) => Promise<string | symbol>): Promise<string> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  const onKey = (_text: unknown, key?: { readonly ctrl?: boolean; readonly name?: string }) => {
    if (key?.ctrl === true && key.name === "d") leave();
  };
  input.on("keypress", onKey).once("end", leave);
  try {
    const answer = await question(leaving.signal);
    if (typeof answer === "string") return answer;
    throw new PromptopsError("interrupted", "You left before the last answer.", { hint: "Nothing was written: run it again when you like." });
  } finally {
    input.off("keypress", onKey).off("end", leave);
  }
}

function faultOf(answer: string, check: TextQuestion["check"]): string | undefined {
  if (answer === "") return "Please write something.";
  try {
    check?.(answer);
    return undefined;
  } catch (error) {
    if (error instanceof PromptopsError) return `${error.message} ${error.hint}`;
    throw error;
  }
}
