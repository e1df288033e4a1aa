import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import type { Output } from "../model/prompt.ts";
import type { Json } from "../model/shape.ts";
import { shown } from "../assertions/shown.ts";
import { cutOffWithHint } from "../model-call/cut-off.ts";
import type { ModelResponse, ToolCall } from "../model-call/response.ts";
import type { CheckResult } from "./case-result.ts";
import { brokenRules } from "./format-rules.ts";

/** Checks an answer against the prompt's own output contract; undefined when there is nothing to check. */
export interface OutputContract {
  (answer: Pick<ModelResponse, "text" | "toolCalls" | "finishReason" | "refusal">, json: Json | undefined): CheckResult | undefined;
  /** Every answer is to be JSON. */
  readonly promisesJson?: boolean;
}

/**
 * Makes the check once per prompt: its JSON Schema is compiled here. @param tools What `declaredTools` says of the prompt.
 * @throws when the schema is none.
 */
export function outputContract(output: Output | undefined, tools: readonly string[]): OutputContract {
  if (output === undefined) return () => undefined;
  const { format, rules = {}, schema } = output;
  const validate = schema && compile(schema);
  const judge: OutputContract = ({ text, toolCalls, finishReason, refusal }, json) => {
    if (refusal !== undefined) return check([`refused: ${refusal}`]);
    const undeclared = undeclaredCalls(toolCalls, tools);
    // A model that only calls the prompt's tools has not given its answer yet.
    if (text === "" && toolCalls.length > 0 && undeclared.length === 0) return undefined;
    if (format !== "json" && Object.keys(rules).length === 0 && undeclared.length === 0) return undefined;
    const broken = [...undeclared, ...(format === "json" ? wrongJson(json, validate) : []), ...brokenRules(text, rules)];
    return check(broken.length > 0 && finishReason === "length" ? [cutOffWithHint("`model.params`"), ...broken] : broken);
  };
  return Object.assign(judge, { promisesJson: format === "json" });
}

function undeclaredCalls(calls: readonly ToolCall[], tools: readonly string[]): string[] {
  const names = [...new Set(calls.map(({ name }) => name))].filter((name) => !tools.includes(name));
  if (names.length === 0) return [];
  const few = names.slice(0, 3).map(shown).join(", ");
  return [`calls ${few}${names.length > 3 ? ` and ${names.length - 3} more` : ""}, which the prompt does not declare`];
}

function compile(schema: { readonly [key: string]: Json }): ValidateFunction {
  const ajv = new Ajv({ allErrors: false, strict: false, ownProperties: true, logger: false });
  formats.default(ajv);
  return ajv.compile(schema);
}

function wrongJson(json: Json | undefined, validate: ValidateFunction | undefined): string[] {
  if (json === undefined) return ["is not JSON"];
  if (validate === undefined || validate(json)) return [];
  const [error] = validate.errors ?? [];
  return [`${error?.instancePath || "the answer"} ${error?.message ?? "does not match the schema"}`];
}

function check(broken: readonly string[]): CheckResult {
  const pass = broken.length === 0;
  return { type: "output-contract", score: pass ? 1 : 0, pass, weight: 0, must_pass: true, reason: pass ? "as promised" : broken.join("; ") };
}
