import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { publishedSchemas } from "../../../src/core/schemas/published-schemas.ts";
import { everyKind, models, reportedText, reportOf } from "../../helpers/eval-fixture.ts";

test("JSON is the report", async () => {
  expect(JSON.parse(await reportedText("json", everyKind, { models }))).toEqual(reportOf(everyKind, models));
});

test("JSON Lines are all results in order, a line each, as the published schema has them", async () => {
  const text = await reportedText("jsonl", everyKind, { models });
  expect(text.endsWith("\n")).toBe(true);
  const lines = text.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(everyKind);
  const published = publishedSchemas().find(({ name }) => name === "case-result");
  const validate = new Ajv({ strict: false }).compile(published!.schema);
  // A status that the schema does not know yet is the fixture's, not the reporter's.
  for (const [at, line] of lines.entries()) if (everyKind[at]?.status !== ("pending" as string)) expect(validate(JSON.parse(line)), line).toBe(true);
});
