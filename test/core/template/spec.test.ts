import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { PromptopsError } from "../../../src/core/errors/promptops-error.ts";
import type { Prompt } from "../../../src/core/model/prompt.ts";
import type { Json } from "../../../src/core/model/shape.ts";
import { checkTemplate } from "../../../src/core/template/check-template.ts";
import { renderPrompt } from "../../../src/core/template/render.ts";
import { promptOf } from "../../helpers/prompt-of.ts";

interface ExpectedProblem {
  readonly rule: string;
  readonly partial?: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly says?: string;
  readonly hint?: string;
}

/** Exactly one of text, problems, fails says what must come of it. */
interface TemplateCase {
  readonly it: string;
  readonly engine?: "simple" | "liquid";
  readonly variables: NonNullable<Prompt["variables"]>;
  readonly partials?: Readonly<Record<string, string>>;
  readonly template?: string;
  readonly repeat?: { readonly text: string; readonly times: number };
  readonly given?: Readonly<Record<string, Json>>;
  readonly text?: string;
  readonly problems?: readonly ExpectedProblem[];
  readonly fails?: {
    readonly code: string;
    readonly says?: string;
    readonly where?: string;
    readonly hint?: string;
    readonly problems?: readonly ExpectedProblem[];
  };
}

const folder = new URL("../../spec/templates/", import.meta.url);

for (const file of readdirSync(folder).sort()) {
  const cases = parse(readFileSync(new URL(file, folder), "utf8")) as TemplateCase[];
  describe(`templates/${file}`, () => {
    test.each(cases)("$it", (each) => {
      const content = each.template ?? each.repeat?.text.repeat(each.repeat.times) ?? "";
      const engine = each.engine === undefined ? {} : { engine: each.engine };
      const resolved = promptOf({ ...engine, variables: each.variables, messages: [{ role: "user", content }] }, { partials: each.partials ?? {} });
      const render = () => renderPrompt(resolved, { variables: each.given ?? {} });
      if (each.problems !== undefined) {
        expectProblems(checkTemplate(resolved.prompt, resolved.partials), each.problems);
        if (each.problems.length > 0) expect(render).toThrow(expect.objectContaining({ code: "invalid-template" }));
        return;
      }
      expect(checkTemplate(resolved.prompt, resolved.partials)).toEqual([]);
      if (each.fails === undefined) expect(render()).toEqual([{ role: "user", parts: [{ kind: "text", text: each.text }] }]);
      else expectFailure(errorOf(render), each.fails, each.given ?? {});
    });
  });
}

function errorOf(action: () => unknown): PromptopsError {
  try {
    action();
  } catch (error) {
    return error as PromptopsError;
  }
  throw new Error("it was rendered");
}

function expectFailure(error: PromptopsError, expected: NonNullable<TemplateCase["fails"]>, given: Readonly<Record<string, Json>>): void {
  expect(error.code, error.message).toBe(expected.code);
  expect(error.message).toContain(expected.says ?? "");
  expect(error.where ?? "").toContain(expected.where ?? "");
  expect(error.hint).toContain(expected.hint ?? "");
  if (expected.problems !== undefined) expectProblems(error.problems, expected.problems);
  if ("token" in given) expect(JSON.stringify([error.message, error.hint, error.problems])).not.toContain(given["token"]);
}

function expectProblems(
  found: readonly { readonly rule: string; readonly message: string; readonly hint?: string }[],
  expected: readonly ExpectedProblem[],
): void {
  expect(
    found.map(({ rule }) => rule),
    JSON.stringify(found),
  ).toEqual(expected.map(({ rule }) => rule));
  for (const [at, { says = "", hint, ...place }] of expected.entries()) {
    expect(found[at]).toMatchObject(place);
    expect(found[at]?.message).toContain(says);
    if (hint !== undefined) expect(found[at]?.hint).toBe(hint);
  }
}
