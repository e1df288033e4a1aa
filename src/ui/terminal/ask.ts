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
    choose: (question) => missing(question, question.choices.length === 0 ? undefined : `One of ${question.choices.map(({ value }) => `\`${value}\``).join(", ")}.`),
  };
}

/** Asks on a terminal. @throws PromptopsError `interrupted` when the person leaves. */
export function terminalAsk(streams: { readonly input: Readable; readonly output: Writable }): Ask {
  return {
    async text({ message, placeholder, check }) {
      const { text, isCancel } = await import("@clack/prompts");
      const answer = await text({ ...streams, message, ...(placeholder !== undefined && { placeholder, defaultValue: placeholder }), validate: (typed) => faultOf(typed || (placeholder ?? ""), check) });
      return isCancel(answer) ? left() : answer;
    },
    async choose({ message, choices }) {
      const { select, isCancel } = await import("@clack/prompts");
      const answer = await select({ ...streams, message, options: choices.map(({ value, hint }) => ({ value, ...(hint !== undefined && { hint }) })) });
      return isCancel(answer) ? left() : answer;
    },
  };
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

function left(): never {
  throw new PromptopsError("interrupted", "You left before the last answer.", { hint: "Nothing was written: run it again when you like." });
}
