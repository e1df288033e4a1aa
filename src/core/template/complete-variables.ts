import { nearest } from "../errors/nearest.ts";
import type { Problem } from "../errors/problem.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import { pathText } from "../model/document-path.ts";
import { promptFile } from "../model/document-paths.ts";
import { schemaTest, valueBreaches } from "../model/json-schema.ts";
import type { Variable } from "../model/prompt.ts";
import type { Json } from "../model/shape.ts";
import { inOneSentence } from "./template-problem.ts";
import { isRequired, variableSchema } from "./variable-schema.ts";

export type Values = Readonly<Record<string, Json>>;

/** From what was given to what templates see: everything checked, defaults filled in. @throws PromptopsError `invalid-variables` with all problems. */
export type CompleteVariables = (given: Values) => Values;

/** @throws PromptopsError `invalid-template` when a variable is no JSON Schema; a loaded prompt has none such. */
export function variablesCompleter(promptId: string, variables: Readonly<Record<string, Variable>>): CompleteVariables {
  const declared = Object.entries(variables).map(([name, variable]) => ({
    name,
    variable,
    required: isRequired(variable),
    breaches: valueCheck(promptId, name, variable),
  }));
  return (given) => {
    const problems: Omit<Problem, "file">[] = Object.keys(given).flatMap((name) =>
      Object.hasOwn(variables, name) ? [] : [unknownVariable(name, Object.keys(variables))],
    );
    const values: [string, Json][] = [];
    for (const { name, variable, required, breaches } of declared) {
      const value = Object.hasOwn(given, name) ? given[name] : undefined;
      if (value !== undefined) problems.push(...breaches(value));
      else if (required) problems.push(missingVariable(name, variable));
      const used = value === undefined ? variable.default : value;
      if (used !== undefined) values.push([name, used]);
    }
    if (problems.length > 0)
      throw refusal(
        promptId,
        problems.map((problem) => ({ file: promptFile(promptId), ...problem })),
      );
    return Object.fromEntries(values);
  };
}

function valueCheck(promptId: string, name: string, variable: Variable): (value: Json) => Omit<Problem, "file">[] {
  const schema = variableSchema(variable);
  const test = schemaTest(schema);
  if ("fault" in test)
    throw new PromptopsError("invalid-template", `The variable \`${name}\` of \`${promptId}\` is no JSON Schema: ${test.fault}.`, {
      where: promptFile(promptId),
    });
  return (value) => {
    if (test.fits(value)) return [];
    // The words of a breach quote the value.
    if (variable.sensitive === true)
      return [{ rule: "invalid-variable", path: name, message: `\`${name}\` does not fit its schema (its value is not shown).` }];
    return valueBreaches(schema, value, [name]).map(({ rule, path, message, hint }) => ({
      rule,
      path: pathText(path),
      message,
      ...(hint !== undefined && { hint }),
    }));
  };
}

function unknownVariable(name: string, known: readonly string[]): Omit<Problem, "file"> {
  const meant = nearest(name, known);
  const choices = known.length === 0 ? "It takes none." : `It takes ${known.map((other) => `\`${other}\``).join(", ")}.`;
  return {
    rule: "unknown-variable",
    path: name,
    message: `The prompt has no variable \`${name}\`.`,
    hint: meant === undefined ? choices : `Did you mean \`${meant}\`?`,
  };
}

function missingVariable(name: string, { description }: Variable): Omit<Problem, "file"> {
  return {
    rule: "missing-variable",
    path: name,
    message: `The variable \`${name}\` is missing.`,
    ...(description !== undefined && { hint: `It is: ${description}` }),
  };
}

function refusal(promptId: string, problems: readonly Problem[]): PromptopsError {
  const own = problems.length === 1 ? problems[0]?.hint : undefined;
  return new PromptopsError("invalid-variables", `\`${promptId}\` cannot be rendered with these variables: ${inOneSentence(problems)}`, {
    problems,
    where: promptFile(promptId),
    hint: own ?? `Run \`promptops show ${promptId}\` to see its variables and their types.`,
  });
}
