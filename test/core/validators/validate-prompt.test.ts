import { describe, expect, test } from "vitest";
import type { Manifest } from "../../../src/core/model/manifest.ts";
import type { Message, Prompt, Variable } from "../../../src/core/model/prompt.ts";
import { validators } from "../../../src/core/validators/registry.ts";
import { validatePrompt, type ValidationInput } from "../../../src/core/validators/validate-prompt.ts";
import type { ValidatedCase } from "../../../src/core/validators/validator.ts";
import { readSpec } from "../../helpers/spec.ts";

interface ValidatorCase {
  readonly name: string;
  /** One user message's text, whole or in pieces. */
  readonly text?: string;
  readonly text_parts?: readonly string[];
  /** Written so often behind the text. */
  readonly times?: Readonly<Record<number, string>>;
  readonly content?: Message["content"];
  readonly messages?: Prompt["messages"];
  readonly engine?: "simple";
  /** `text` alone when absent. */
  readonly variables?: Readonly<Record<string, Variable & { readonly default_parts?: readonly string[] }>>;
  readonly partials?: Readonly<Record<string, string>>;
  readonly output?: Prompt["output"];
  readonly tools?: Prompt["tools"];
  readonly tool_description_parts?: readonly string[];
  readonly manifest?: Manifest["constraints"];
  readonly cases?: readonly Partial<ValidatedCase>[];
  readonly clean?: boolean;
  /** A part of each finding's message. */
  readonly finds?: readonly string[];
}

const spec = readSpec<ValidatorCase[]>("validators");

test("every validator has its cases, right and wrong", () => {
  expect(spec.map(({ file }) => file).sort()).toEqual(validators.map(({ code }) => code).sort());
  for (const { file, content } of spec) {
    expect(
      content.some(({ clean }) => clean),
      `${file} has no prompt that is right`,
    ).toBe(true);
    expect(
      content.some(({ finds }) => finds),
      `${file} has no prompt that is wrong`,
    ).toBe(true);
  }
});

describe.each(spec)("validator $file", ({ file, content }) => {
  test.each(content.map((each) => [each.name, each] as const))("%s", (_, each) => {
    const findings = validatePrompt(inputOf(each)).filter(({ code }) => code === file);
    if (each.clean === true) {
      expect(findings).toEqual([]);
      return;
    }
    expect(findings.map(({ message }) => message)).toEqual(each.finds?.map((part) => expect.stringContaining(part) as string));
    for (const { hint, path } of findings) {
      expect(hint).not.toBe("");
      expect(path).toBeDefined();
    }
  });
});

test("a secret is never repeated in what is said about it", () => {
  for (const each of spec.find(({ file }) => file === "secret")!.content.filter(({ finds }) => finds)) {
    const parts = each.text_parts ?? each.tool_description_parts ?? each.variables!["token"]!.default_parts!;
    const longest = parts.toSorted((a, b) => b.length - a.length)[0]!;
    expect(JSON.stringify(validatePrompt(inputOf(each)))).not.toContain(longest.slice(0, 12));
  }
});

test("a prompt that is not a valid template is left to the template's own check", () => {
  expect(() => validatePrompt(inputOf({ name: "", text: "{% if %}{{ text" }))).not.toThrow();
});

function inputOf(each: ValidatorCase): ValidationInput {
  const more = Object.entries(each.times ?? {}).map(([times, text]) => text.repeat(Number(times)));
  const content = each.content ?? [each.text ?? each.text_parts?.join("") ?? "", ...more].join("");
  const variables = Object.entries(each.variables ?? { text: {} }).map(
    ([name, { default_parts: parts, ...variable }]) => [name, parts === undefined ? variable : { ...variable, default: parts.join("") }] as const,
  );
  const prompt: Prompt = {
    schema_version: 1,
    ...(each.engine === undefined ? {} : { engine: each.engine }),
    variables: Object.fromEntries(variables),
    messages: each.messages ?? [{ role: "user", content }],
    model: { id: "scripted/one" },
    ...(each.output === undefined ? {} : { output: each.output }),
    ...(each.tools === undefined ? {} : { tools: each.tools }),
    ...(each.tool_description_parts === undefined
      ? {}
      : { tools: [{ function: { name: "call", description: each.tool_description_parts.join(""), parameters: {} } }] }),
  };
  return {
    resolved: { id: "billing/summarize", prompt, partials: each.partials ?? {}, files: {} },
    manifest: each.manifest === undefined ? undefined : { schema_version: 1, scope: "x", task_class: "other", owners: ["a"], constraints: each.manifest },
    cases: each.cases?.map((given) => ({ suite: "main", id: "a", inputs: {}, expected: undefined, history: [], assertions: [], ...given })),
  };
}
