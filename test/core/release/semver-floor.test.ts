import { describe, expect, test } from "vitest";
import type { Prompt, Variable } from "../../../src/core/model/prompt.ts";
import type { ResolvedPrompt } from "../../../src/core/model/resolved-prompt.ts";
import { diffPrompts } from "../../../src/core/release/diff-prompts.ts";
import { semverFloor } from "../../../src/core/release/semver-floor.ts";
import { readSpec } from "../../helpers/spec.ts";

interface Changes {
  readonly text?: string;
  readonly variables?: Readonly<Record<string, Variable>>;
  readonly partials?: Readonly<Record<string, string>>;
  readonly history?: boolean;
  readonly model?: Prompt["model"];
  readonly output?: Prompt["output"];
  readonly tools?: Prompt["tools"];
}

interface FloorCase {
  readonly name: string;
  readonly before?: Changes;
  readonly after?: Changes;
  readonly level: string;
  readonly reasons?: readonly string[];
}

const spec = readSpec<FloorCase[]>("semver-floor");

describe.each(spec)("semver floor: $file", ({ content }) => {
  test.each(content.map((each) => [each.name, each] as const))("%s", (_, { before = {}, after = {}, level, reasons }) => {
    const floor = semverFloor(promptWith(before), promptWith(after));
    expect(floor).toMatchObject({ level });
    if (reasons !== undefined) expect(floor.reasons).toEqual(reasons.map((part) => expect.stringContaining(part) as string));
    expect(floor.reasons.length > 0).toBe(level !== "none");
  });
});

describe("diff", () => {
  test("two equal prompts differ in nothing", () => {
    expect(diffPrompts(promptWith({}), promptWith({}))).toEqual({ same: true, messages: [], partials: [], files: [], variables: [], tools: [], fields: [] });
  });

  test("a changed line is shown with the lines around it, under its message's role", () => {
    const { same, messages } = diffPrompts(promptWith({ text: "one\ntwo\nthree {{ text }}" }), promptWith({ text: "one\nTWO\nthree {{ text }}" }));
    expect(same).toBe(false);
    expect(messages).toEqual([{ before_start: 1, after_start: 1, lines: [" ── user ──", " one", "-two", "+TWO", " three {{ text }}"] }]);
  });

  test("line ends of another system are no difference", () => {
    expect(diffPrompts(promptWith({ text: "a\r\nb" }), promptWith({ text: "a\nb" })).messages).toEqual([]);
  });

  test("what came, went and changed is told by name", () => {
    const diff = diffPrompts(
      promptWith({
        variables: { text: { maxLength: 5 }, tone: {} },
        partials: { a: "x", b: "y" },
        tools: [{ web_search: {} }],
        model: { id: "scripted/one", params: { temperature: 0.2, top_p: 1 } },
      }),
      promptWith({
        variables: { text: { maxLength: 9 }, style: {} },
        partials: { a: "z", c: "w" },
        tools: [{ function: { name: "f", parameters: {} } }],
        model: { id: "scripted/one", params: { temperature: 0.7, top_p: 1 } },
      }),
    );
    expect(diff.variables.map(({ name, change }) => [name, change])).toEqual([
      ["style", "added"],
      ["text", "changed"],
      ["tone", "removed"],
    ]);
    expect(diff.variables[1]?.fields).toEqual([{ path: "maxLength", before: 5, after: 9 }]);
    expect(diff.partials.map(({ name, change }) => [name, change])).toEqual([
      ["a", "changed"],
      ["b", "removed"],
      ["c", "added"],
    ]);
    expect(diff.tools.map(({ name, change }) => [name, change])).toEqual([
      ["f", "added"],
      ["web_search", "removed"],
    ]);
    expect(diff.fields).toEqual([{ path: "model.params.temperature", before: 0.2, after: 0.7 }]);
  });

  test("a description is a difference to people and none to the digest", () => {
    const { same, variables } = diffPrompts(promptWith({}), promptWith({ variables: { text: { description: "The text." } } }));
    expect(same).toBe(true);
    expect(variables).toEqual([{ name: "text", change: "changed", fields: [{ path: "description", after: "The text." }] }]);
  });

  test("an attached file that changed is named", () => {
    const withFile = (digest: string): ResolvedPrompt => ({
      ...promptWith({}),
      files: { "images/a.png": { digest, mediaType: "image/png", bytes: new Uint8Array() } },
    });
    expect(diffPrompts(withFile("1"), withFile("2")).files).toEqual([{ path: "images/a.png", change: "changed" }]);
  });
});

function promptWith({
  text = "Summarize {{ text }}.",
  variables = { text: {} },
  partials = {},
  history = false,
  model = { id: "scripted/one" },
  output,
  tools,
}: Changes): ResolvedPrompt {
  const prompt: Prompt = {
    schema_version: 1,
    variables: { ...variables },
    messages: [{ role: "user", content: text }, ...(history ? [{ history: true as const }] : [])],
    model,
    ...(output === undefined ? {} : { output }),
    ...(tools === undefined ? {} : { tools }),
  };
  return { id: "billing/summarize", prompt, partials, files: {} };
}
