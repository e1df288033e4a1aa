import { Drop, type Liquid, type Template } from "liquidjs";
import { PromptopsError } from "../errors/promptops-error.ts";
import { withLf } from "../identity/line-ends.ts";
import type { Judge } from "../model/judge.ts";
import { insertedText } from "../template/inserted-text.ts";
import { liquidEngine } from "../template/liquid-engine.ts";
import { liquidProblems } from "../template/liquid-problem.ts";
import { dataFence, type DataFence } from "../untrusted/fence.ts";
import type { JudgeQuestion } from "./judge-question.ts";

export interface JudgeMessage {
  readonly role: "system" | "developer" | "user";
  readonly text: string;
}

type Compiled = readonly { readonly role: JudgeMessage["role"]; readonly templates: Template[] }[];

/** A text the judge may take for its own instructions. Whatever a filter makes of it is data again. */
class Instruction extends Drop {
  readonly #text: string;

  constructor(text: string) {
    super();
    this.#text = text;
  }

  override valueOf(): string {
    return this.#text;
  }
}

/** What one rendering inserts is fenced by that rendering's own fence. */
const fences = new WeakMap<object, DataFence>();
const compiled = new WeakMap<Judge, Compiled>();
let engine: Liquid | undefined;

/**
 * A judge's messages for one question. Whatever the template inserts stands in a fence, also after filters, except the suite's own
 * words as they are; so no answer can speak to the judge in the judge's own voice.
 * @throws PromptopsError `invalid-judge` when the template needs something that this question does not have.
 */
export function renderJudge(question: JudgeQuestion, judge: Judge, choices: readonly string[]): { messages: JudgeMessage[]; fence: DataFence } {
  const { criteria, steps, data } = question;
  const fence = dataFence({ criteria, steps, data });
  const words = {
    criteria: criteria === undefined ? undefined : new Instruction(criteria),
    steps: steps?.map((step) => new Instruction(step)),
    choices: new Instruction(choices.map((choice) => JSON.stringify(choice)).join(", ")),
  };
  const values = Object.fromEntries(Object.entries({ ...data, ...words }).filter(([, value]) => value !== undefined));
  fences.set(values, fence);
  const texts = attempt(question.judge, () =>
    compile(judge).map(({ role, templates }) => ({ role, text: String(liquid().renderSync(templates, values)).trim() })),
  );
  return { messages: texts, fence };
}

function compile(judge: Judge): Compiled {
  const ready = compiled.get(judge) ?? judge.messages.map(({ role, content }) => ({ role, templates: liquid().parse(withLf(content)) }));
  compiled.set(judge, ready);
  return ready;
}

function liquid(): Liquid {
  return (engine ??= liquidEngine({}, undefined, function (value) {
    if (value instanceof Instruction) return value.valueOf();
    const text = typeof value === "object" && value !== null && !(value instanceof Drop) ? JSON.stringify(value, null, 2) : insertedText(value);
    // A number or a yes or no holds no instructions.
    return typeof value === "number" || typeof value === "boolean" || text === "" ? text : (fences.get(this.context.environments)?.wrap(text) ?? "");
  }));
}

function attempt<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const problem = liquidProblems(error)[0]?.problem;
    const why = problem?.message ?? "its template is broken.";
    throw new PromptopsError("invalid-judge", `The judge \`${name}\` cannot be asked: ${why.replace(/\.$/, "")}.`, {
      cause: error,
      ...(problem?.rule === "undefined-variable" && { hint: "Put it between `{% if … %}` and `{% endif %}` where it may be absent." }),
    });
  }
}
