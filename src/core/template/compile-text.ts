import type { Liquid } from "liquidjs";
import { nearest } from "../errors/nearest.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import { pathText } from "../model/document-path.ts";
import { partialFile, promptFile } from "../model/document-paths.ts";
import type { Values } from "./complete-variables.ts";
import { fencedText } from "../untrusted/fencing-engine.ts";
import { fencedValues } from "../untrusted/untrusted-inputs.ts";
import { liquidProblems, type LiquidProblem } from "./liquid-problem.ts";
import { plainInsertions } from "./plain-insertions.ts";
import { compileSimple, simpleReferences } from "./simple.ts";
import { problemOf } from "./template-problem.ts";
import type { TextLeaf } from "./text-leaves.ts";

/** Characters of one rendered text. */
const outputLimit = 1_000_000;

/** @throws PromptopsError `template-failed` or `template-limit`, with the place. */
export type TextRenderer = (values: Values) => string;

/** Values, the untrusted ones in their fence. */
type Insertable = Readonly<Record<string, unknown>>;

/** What a text is compiled with. */
export interface TextContext {
  readonly promptId: string;
  readonly partials: Readonly<Record<string, string>>;
  /** Knows the partials; undefined for `engine: simple`. */
  readonly engine: Liquid | undefined;
  /** Names of the variables whose values are fenced. */
  readonly untrusted: readonly string[];
}

export function compileText(leaf: TextLeaf, context: TextContext): TextRenderer {
  const { promptId, engine, untrusted } = context;
  const render = engine === undefined ? simpleRenderer(leaf, promptId) : liquidRenderer(leaf, context, engine);
  return (values) => {
    const text = render(untrusted.length === 0 ? values : fencedValues(values, untrusted));
    if (text.length <= outputLimit) return text;
    throw new PromptopsError("template-limit", `${pathText(leaf.path)} of \`${promptId}\` became longer than ${outputLimit.toLocaleString("en")} characters.`, {
      where: promptFile(promptId),
    });
  };
}

function liquidRenderer(leaf: TextLeaf, context: TextContext, engine: Liquid): (values: Insertable) => string {
  if (!leaf.text.includes("{{") && !leaf.text.includes("{%")) return () => leaf.text;
  const templates = engine.parse(leaf.text);
  const plain = context.untrusted.length === 0 ? plainInsertions(leaf.text) : undefined;
  return (values) => {
    try {
      return plain?.(values) ?? String(engine.renderSync(templates, values));
    } catch (error) {
      throw renderFailure(leaf, context, values, liquidProblems(error)[0], error);
    }
  };
}

function renderFailure(
  leaf: TextLeaf,
  { promptId, partials }: TextContext,
  values: Insertable,
  found: LiquidProblem | undefined,
  cause: unknown,
): PromptopsError {
  const { text, problem } = found ?? { text: leaf.text, problem: { rule: "template-failed", message: "The template cannot be rendered." } };
  const partial = text === leaf.text ? undefined : Object.keys(partials).find((name) => partials[name] === text);
  const place = partial === undefined ? `${promptFile(promptId)} ${pathText(leaf.path)}` : partialFile(partial);
  const variable = problem.rule === "undefined-variable" ? /`(.+)`/s.exec(problem.message)?.[1] : undefined;
  const details = variable === undefined ? {} : { hint: absentHint(variable, values) };
  return new PromptopsError(
    problem.rule === "template-limit" ? "template-limit" : "template-failed",
    `\`${promptId}\` cannot be rendered: ${problem.message}`,
    {
      where: `${place}, line ${problem.line}, column ${problem.column}`,
      problems: [problemOf(promptId, { ...problem, ...details, partial, path: partial === undefined ? leaf.path : [] })],
      cause,
      ...details,
    },
  );
}

/** The next step when `user.nme` has no value: the name that is there, or how to live without. */
function absentHint(variable: string, values: Insertable): string {
  let here: unknown = values;
  for (const step of variable.split(".")) {
    if (typeof here !== "object" || here === null) break;
    if (!Object.hasOwn(here, step)) {
      const meant = nearest(step, Object.keys(here));
      if (meant !== undefined) return `Did you mean \`${meant}\`?`;
      break;
    }
    here = (here as Record<string, unknown>)[step];
  }
  return `Give it a value, or write \`{% if ${variable} %}\` or \`{{ ${variable} | default: "…" }}\` where it may be absent.`;
}

function simpleRenderer({ path, text }: TextLeaf, promptId: string): (values: Insertable) => string {
  const fill = compileSimple(text);
  return (values) =>
    fill((name) => {
      if (Object.hasOwn(values, name)) return fencedText(values[name]);
      const spot = simpleReferences(text).find((reference) => reference.name === name);
      const where = `${promptFile(promptId)} ${pathText(path)}, line ${spot?.line}, column ${spot?.column}`;
      throw new PromptopsError("template-failed", `\`${promptId}\` cannot be rendered: \`${name}\` has no value here.`, {
        where,
        hint: "Give it a value or a default: `engine: simple` has no conditions.",
      });
    });
}
