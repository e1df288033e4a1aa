import { Ajv } from "ajv";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { everyKind, models, reportedText, result } from "../../helpers/eval-fixture.ts";

const text = { type: "object", additionalProperties: false, required: ["text"], properties: { text: { type: "string" } } };
const level = { enum: ["none", "note", "warning", "error"] };

/** What SARIF 2.1.0's own schema says of the parts that a report of ours has; every other key is refused. */
const schema = {
  type: "object",
  additionalProperties: false,
  required: ["version", "runs"],
  properties: {
    $schema: { type: "string", format: "uri" },
    version: { const: "2.1.0" },
    runs: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["tool"],
        properties: {
          columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
          tool: {
            type: "object",
            additionalProperties: false,
            required: ["driver"],
            properties: {
              driver: {
                type: "object",
                additionalProperties: false,
                required: ["name"],
                properties: {
                  name: { type: "string" },
                  version: { type: "string" },
                  rules: {
                    type: "array",
                    uniqueItems: true,
                    items: { type: "object", additionalProperties: false, required: ["id"], properties: { id: { type: "string" }, shortDescription: text } },
                  },
                },
              },
            },
          },
          invocations: {
            type: "array",
            items: {
              type: "object",
              additionalProperties: false,
              required: ["executionSuccessful"],
              properties: {
                executionSuccessful: { type: "boolean" },
                toolExecutionNotifications: {
                  type: "array",
                  items: { type: "object", additionalProperties: false, required: ["message"], properties: { level, message: text } },
                },
              },
            },
          },
          results: {
            type: "array",
            items: {
              type: "object",
              additionalProperties: false,
              required: ["message"],
              properties: {
                ruleId: { type: "string" },
                ruleIndex: { type: "integer", minimum: -1 },
                level,
                message: text,
                locations: {
                  type: "array",
                  items: {
                    type: "object",
                    additionalProperties: false,
                    properties: {
                      physicalLocation: {
                        type: "object",
                        additionalProperties: false,
                        required: ["artifactLocation"],
                        properties: {
                          artifactLocation: {
                            type: "object",
                            additionalProperties: false,
                            properties: { uri: { type: "string", format: "uri-reference" }, uriBaseId: { type: "string" } },
                          },
                          region: { type: "object", additionalProperties: false, properties: { startLine: { type: "integer", minimum: 1 } } },
                        },
                      },
                    },
                  },
                },
                partialFingerprints: { type: "object", additionalProperties: { type: "string" } },
                properties: { type: "object" },
              },
            },
          },
        },
      },
    },
  },
};
const ajv = new Ajv({ strict: false });
formats.default(ajv);
const validate = ajv.compile(schema);

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly message: { readonly text: string };
        readonly partialFingerprints: object;
        readonly locations: object[];
      }[];
      readonly invocations: readonly [
        { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[] },
      ];
    },
  ];
}

async function log(...given: Parameters<typeof reportedText> extends [unknown, ...infer Rest] ? Rest : never): Promise<Log["runs"][0]> {
  const value = JSON.parse(await reportedText("sarif", ...given)) as Log;
  validate(value);
  expect(validate.errors).toBeNull();
  return value.runs[0];
}

describe("SARIF", () => {
  it("has what failed at the line of its case, under a rule per kind of failure", async () => {
    const { results, tool } = await log(everyKind, { models });
    expect(results.map(({ ruleId, locations }) => [ruleId, locations])).toEqual([
      ["case/contains", [at("prompts/billing/summarize/evals/main.yml", 14)]],
      ["error/rate-limit", [at("prompts/billing/summarize/evals/main.yml", 21)]],
      ["case/json-schema", [at("prompts/billing/summarize/evals/data/a%20b%2Cc.csv", 3)]],
    ]);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  it("counts what has no line here, and says that an evaluation with errors was not executed whole", async () => {
    const { invocations } = await log(everyKind, { models });
    expect(invocations[0].executionSuccessful).toBe(false);
    expect(invocations[0].toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      "error: 1 of 10 cases got no score, and 3 failed.",
      "Left out: 1 that have no place in the working tree, or are beyond the first 5000.",
    ]);
  });

  it("recognises the same case in the next run, whatever it says then", async () => {
    const origin = { file: "prompts/a/evals/main.yml", line: 3 };
    const before = await log([result({ origin, score: 0.1, output: "one" })]);
    const after = await log([result({ origin: { ...origin, line: 30 }, score: 0.4, output: "two" })]);
    expect(after.results[0]?.partialFingerprints).toEqual(before.results[0]?.partialFingerprints);
  });

  it("has at most what services take", async () => {
    const failing = Array.from({ length: 5_200 }, (_, index) => result({ index, origin: { file: "prompts/a/evals/main.yml", line: index + 1 } }));
    expect((await log(failing)).results).toHaveLength(5_000);
  });

  it("is valid when nothing failed", async () => {
    expect((await log([result({ status: "pass", score: 1, checks: [] })])).results).toEqual([]);
  });
});

function at(uri: string, startLine: number) {
  return { physicalLocation: { artifactLocation: { uri, uriBaseId: "%SRCROOT%" }, region: { startLine } } };
}
