import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { check, everyKind, many, models, reportedText, result } from "../../helpers/eval-fixture.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** @throws when it is not well-formed. */
function parsed(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (problem) => {
    throw problem;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const made: Element = { name, attributes: attributes as Record<string, string>, children: [], text: "" };
    open.at(-1)!.children.push(made);
    open.push(made);
  });
  parser.on("text", (text) => {
    open.at(-1)!.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  return root.children[0]!;
}

/**
 * What the schema that Jenkins uses allows (junit-10.xsd of its xunit plugin), as far as a report of ours could break it: which
 * element may stand in which, with which attributes, those with `!` being required.
 */
const rules: Readonly<Record<string, { readonly attributes: string; readonly children: string }>> = {
  testsuites: { attributes: "name time tests failures errors", children: "testsuite" },
  testsuite: {
    attributes: "name! tests! failures! errors! group time skipped timestamp hostname id package file log url",
    children: "testsuite properties testcase system-out system-err",
  },
  properties: { attributes: "", children: "property" },
  property: { attributes: "name! value!", children: "" },
  testcase: { attributes: "name! time classname group", children: "skipped error failure system-out system-err" },
  failure: { attributes: "type message", children: "" },
  error: { attributes: "type message", children: "" },
  skipped: { attributes: "type message", children: "" },
  "system-out": { attributes: "", children: "" },
};

function breaches({ name, attributes, children }: Element): string[] {
  const rule = rules[name];
  if (rule === undefined) return [`<${name}> is unknown`];
  const allowed = rule.attributes.split(" ");
  return [
    ...Object.keys(attributes).flatMap((key) => (allowed.includes(key) || allowed.includes(`${key}!`) ? [] : [`<${name}> has ${key}`])),
    ...allowed.flatMap((key) => (key.endsWith("!") && !(key.slice(0, -1) in attributes) ? [`<${name}> has no ${key}`] : [])),
    ...(attributes["time"] !== undefined && !/^(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?$/.test(attributes["time"])
      ? [`<${name}> takes ${attributes["time"]}`]
      : []),
    ...children.flatMap((child) => (rule.children.split(" ").includes(child.name) ? breaches(child) : [`<${child.name}> in <${name}>`])),
  ];
}

describe("JUnit XML", () => {
  it("keeps to the schema that CI servers check it by, whatever happened", async () => {
    const report = parsed(await reportedText("junit", everyKind, { models }));
    expect(breaches(report)).toEqual([]);
    expect(breaches({ ...report, attributes: { skipped: "1" } })).toEqual(["<testsuites> has skipped"]);
  });

  it("has a suite per prompt and suite, and counts failures, errors and what waits apart", async () => {
    const { attributes, children } = parsed(await reportedText("junit", everyKind, { models }));
    expect(attributes).toMatchObject({ tests: "10", failures: "3", errors: "1" });
    expect(children.map(({ attributes: { name, tests, failures, errors, skipped } }) => [name, tests, failures, errors, skipped])).toEqual([
      ["billing/summarize (openai/gpt-5-mini)/main", "3", "1", "1", "0"],
      ["billing/summarize (openai/gpt-5-mini)/tools", "1", "0", "0", "0"],
      ["billing/summarize (anthropic/claude-opus-5)/main", "3", "0", "0", "1"],
      ["billing/summarize (anthropic/claude-opus-5)/tools", "1", "1", "0", "0"],
      ["support/reply@1.2.0/safety", "2", "1", "0", "0"],
    ]);
  });

  it("tells why a case failed, where it is, and what was answered", async () => {
    const [suite] = parsed(await reportedText("junit", everyKind, { models })).children;
    const failure = suite!.children.find(({ attributes }) => attributes["name"] === "double-charge")!.children[0]!;
    expect(failure.name).toBe("failure");
    expect(failure.attributes).toEqual({ message: 'names the amount: expected "$12"', type: "contains" });
    expect(failure.text).toContain("at prompts/billing/summarize/evals/main.yml:14\n\nanswer:\nThe customer was charged");
  });

  it("says as properties what a suite and a case scored and cost", async () => {
    const [suite] = parsed(await reportedText("junit", everyKind, { models })).children;
    const [properties, , failed] = suite!.children;
    expect(properties!.children.map(({ attributes: { name, value } }) => [name, value])).toEqual(
      expect.arrayContaining([
        ["model", "openai/gpt-5-mini"],
        ["score", "0.625"],
        ["cost_usd", "0.00255"],
        ["metric.tone", "0.5"],
      ]),
    );
    expect(failed!.children.at(-1)!.text).toBe("[[PROPERTY|score=0.25]]\n[[PROPERTY|cost_usd=0.00131]]\n[[PROPERTY|tags=fees]]");
  });

  it("says how long an answer was that it cuts", async () => {
    expect(await reportedText("junit", [result({ output: "x".repeat(12_000) })])).toContain("(2000 characters more)</failure>");
  });

  it("is well-formed and in order whatever a model says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.array(fc.nat(0xffff)), async (said, units) => {
        const output = said + String.fromCharCode(...units);
        const report = parsed(
          await reportedText("junit", [result({ output, tags: [output], checks: [check({ metric: output, reason: output, description: output })] })]),
        );
        expect(breaches(report)).toEqual([]);
      }),
    );
  });

  it("has a test for each of very many", async () => {
    expect((await reportedText("junit", [...many(2_000)])).match(/<testcase /g)).toHaveLength(2_000);
  });
});
