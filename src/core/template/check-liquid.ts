import type { Liquid } from "liquidjs";
import { nearest } from "../errors/nearest.ts";
import type { Variable } from "../model/prompt.ts";
import { parsingEngine } from "./parsing-engine.ts";
import { liquidProblems } from "./liquid-problem.ts";
import { readLiquid, type LiquidReading, type PartialCall } from "./read-liquid.ts";
import { checkReference } from "./check-reference.ts";
import type { TemplateProblem, TextProblem } from "./template-problem.ts";
import type { TextLeaf } from "./text-leaves.ts";

/** Everything wrong with these Liquid texts and the partials they reach, branches that no value takes included. */
export function checkLiquid(
  leaves: readonly TextLeaf[],
  partials: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, Variable>>,
): TemplateProblem[] {
  const engines = { collecting: parsingEngine("collecting"), lenient: parsingEngine("lenient") };
  const problems: TemplateProblem[] = [];
  const readings = new Map<string, LiquidReading>();

  const read = (text: string, whose: Pick<TemplateProblem, "partial" | "path">): LiquidReading => {
    const { reading, mistakes } = attempt(engines, text);
    problems.push(...mistakes.map((mistake) => ({ ...mistake, ...whose })));
    return reading;
  };

  /** @param chain The partials that led here. */
  const follow = (reading: LiquidReading, whose: Pick<TemplateProblem, "partial" | "path">, chain: readonly string[]): void => {
    for (const call of reading.calls) {
      const { name, line, column } = call;
      const report = (problem: Pick<TextProblem, "rule" | "message" | "hint">) => problems.push({ ...problem, ...whose, line, column });
      if (name === undefined) {
        report({
          rule: "dynamic-partial",
          message: "A partial's name must stand in quotes.",
          hint: 'Write `{% render "name" %}`, and choose between partials with `{% if %}`.',
        });
      } else if (!Object.hasOwn(partials, name)) {
        report({
          rule: "missing-partial",
          message: `There is no partial \`${name}\`.`,
          hint: suggestion(name, Object.keys(partials)) ?? `Make \`partials/${name}.liquid\`.`,
        });
      } else if (chain.includes(name)) {
        report({ rule: "partial-cycle", message: `The partial \`${name}\` includes itself: ${[...chain.slice(chain.indexOf(name)), name].join(" → ")}.` });
      } else {
        const known = readings.get(name);
        const inside = known ?? read(partials[name] ?? "", { partial: name, path: [] });
        readings.set(name, inside);
        for (const problem of missingArguments(name, call, inside, variables)) report(problem);
        if (known === undefined) follow(inside, { partial: name, path: [] }, [...chain, name]);
      }
    }
  };

  for (const { path, role, text } of leaves) {
    const whose = { partial: undefined, path };
    const reading = read(text, whose);
    for (const reference of reading.references) problems.push(...checkReference(reference, variables, role).map((problem) => ({ ...problem, ...whose })));
    follow(reading, whose, []);
  }
  return problems;
}

/** A text with unknown filters is still read, so that its undeclared variables are reported in the same breath. */
function attempt(
  { collecting, lenient }: { readonly collecting: Liquid; readonly lenient: Liquid },
  text: string,
): { reading: LiquidReading; mistakes: TextProblem[] } {
  try {
    return { reading: readLiquid(collecting, text), mistakes: [] };
  } catch (error) {
    const mistakes = liquidProblems(error).map(({ problem }) => problem);
    const onlyFilters = mistakes.every(({ rule }) => rule === "unknown-filter");
    return { reading: onlyFilters ? readLiquid(lenient, text) : { references: [], calls: [] }, mistakes };
  }
}

/** A partial sees only its arguments, so each name it uses must be handed to it by every call. */
function missingArguments(
  name: string,
  call: PartialCall,
  inside: LiquidReading,
  variables: Readonly<Record<string, Variable>>,
): Pick<TextProblem, "rule" | "message" | "hint">[] {
  const needed = new Set(inside.references.map(({ segments }) => String(segments[0])));
  // `{% render … for … %}` sets it; liquidjs does not tell.
  needed.delete("forloop");
  return [...needed]
    .filter((variable) => !call.arguments.includes(variable))
    .map((variable) => ({
      rule: "missing-argument",
      message: `The partial \`${name}\` uses \`${variable}\`, which this call does not hand to it.`,
      hint: Object.hasOwn(variables, variable)
        ? `Partials see only their arguments: write \`{% render "${name}", ${variable}: ${variable} %}\`.`
        : (suggestion(variable, call.arguments) ?? `Hand it over: \`{% render "${name}", ${variable}: … %}\`.`),
    }));
}

function suggestion(name: string, known: readonly string[]): string | undefined {
  const meant = nearest(name, known);
  return meant === undefined ? undefined : `Did you mean \`${meant}\`?`;
}
