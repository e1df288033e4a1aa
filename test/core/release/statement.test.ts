import { describe, expect, test } from "vitest";
import { makeStatement } from "../../../src/core/release/make-statement.ts";
import { readTagMessage, writeTagMessage } from "../../../src/core/release/tag-message.ts";
import { versionOf, versionsOf } from "../../../src/core/release/versions-of.ts";

const digest = "a".repeat(64);
const statement = (version = "1.2.0", message?: string) =>
  makeStatement({
    prompt: "billing/summarize",
    version,
    commit: "c".repeat(40),
    promptDigest: digest,
    evidence: {
      schema_version: 1,
      evaluation: "20261120T090000Z-abcd",
      prompt: "billing/summarize",
      prompt_digest: digest,
      suites: [{ suite: "regression", digest, cases: 2 }],
      model: "scripted/demo",
      model_digest: digest,
      models_answered: ["demo"],
      epochs: 1,
      tool_version: "0.1.0",
      started_at: "2026-11-20T09:00:00.000Z",
      finished_at: "2026-11-20T09:00:01.000Z",
      complete: true,
      totals: { cases: 2, passed: 2, failed: 0, errors: 0, mean_score: 1, cost_nano_usd: 0, mean_latency_ms: 1.5, calls: 2, cached: 0, metrics: { tone: 0.5 } },
      cases: [],
    },
    baseline: { version: "1.1.0", promptDigest: "b".repeat(64), evidence: undefined },
    gate: { verdict: "pass", mode: "no-regress", environment: "production", candidate: { prompt_digest: digest }, summary: "2 → 2 of 2.", steps: [] },
    message,
    toolVersion: "0.1.0",
    by: { name: "Ada", email: "ada@example.com" },
    at: Date.UTC(2026, 10, 20, 9),
  });

describe("a tag's message", () => {
  test("begins with a sentence and carries an in-toto statement that is read back as it was written", () => {
    const message = writeTagMessage(statement());
    expect(message.split("\n").slice(0, 3)).toEqual(["billing/summarize 1.2.0: 2 → 2 of 2.", "", "Verdict of the gate: pass. 2 of 2 cases passed."]);
    expect(readTagMessage(message)).toEqual(statement());
    expect(statement()).toMatchObject({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: "billing/summarize@1.2.0", digest: { sha256: digest } }],
      predicateType: "urn:promptops:evaluation-result:v1",
    });
  });

  test.each(["{\n", 'Said: "{"\n{\n} and\n\n{ "x": 1 }', "# no comment\n\n-----BEGIN SSH SIGNATURE-----"])(
    "keeps the author's own words harmless: %j",
    (words) => {
      const message = writeTagMessage(statement("1.2.0", words));
      expect(readTagMessage(message)?.predicate.message).toBe(words);
      expect(message.split("\n")[1]).toBe("");
    },
  );

  test.each(["", "1.2.0", "{", "{}", "Release\n\n{\n}\n", `x\n\n${JSON.stringify({ _type: "https://in-toto.io/Statement/v1" }, null, 2)}`])(
    "without our statement is no version: %j",
    (message) => {
      expect(readTagMessage(message)).toBeUndefined();
    },
  );
});

describe("versions among tags", () => {
  const tag = (name: string, version: string) => ({ name, oid: `o-${name}`, commit: "c", message: writeTagMessage(statement(version)) });

  test("are those whose statement is about their own name, lowest first", () => {
    const tags = [
      tag("billing/summarize@1.10.0", "1.10.0"),
      undefined,
      tag("billing/summarize@1.9.0", "1.9.0"),
      tag("billing/summarize@3.0.0", "1.0.0"),
      { ...tag("billing/summarize@2.0.0", "2.0.0"), message: "Release 2.0.0 of another tool" },
      tag("other@1.0.0", "1.0.0"),
    ];
    expect(versionsOf(tags).map(({ version }) => version)).toEqual(["1.9.0", "1.10.0"]);
  });

  test("a statement whose subject and predicate disagree makes none", () => {
    const honest = statement();
    const forged = { ...honest, subject: [{ name: "billing/summarize@1.2.0", digest: { sha256: "f".repeat(64) } }] };
    expect(versionOf({ name: "billing/summarize@1.2.0", oid: "o", commit: "c", message: writeTagMessage(forged) })).toBeUndefined();
  });
});
