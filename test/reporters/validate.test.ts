import { expect, test } from "vitest";
import type { ValidateResult } from "../../src/core/results/validate.ts";
import { validateGithub } from "../../src/reporters/validate-github.ts";
import { validateGitlab } from "../../src/reporters/validate-gitlab.ts";
import { validateSarif } from "../../src/reporters/validate-sarif.ts";
import { validateText } from "../../src/reporters/validate-text.ts";

const result: ValidateResult = {
  files: 3,
  problems: [
    {
      rule: "unknown-key",
      file: "prompts/a/prompt.yml",
      line: 4,
      column: 2,
      path: "mesages",
      message: "The file has no key `mesages`.",
      hint: "Did you mean `messages`?",
    },
    { rule: "missing-file", file: "prompts/a b/50%,x:y.yml", message: "100% wrong,\r\nreally: yes" },
  ],
};
const screen = { width: 80, color: false };

test("the text has a line per problem that editors can jump to, its hint below, and the counts at the end", () => {
  expect(validateText(result, screen)).toBe(
    [
      "prompts/a/prompt.yml:4:2: unknown-key: The file has no key `mesages`.",
      "    hint: Did you mean `messages`?",
      "prompts/a b/50%,x:y.yml: missing-file: 100% wrong,\r\nreally: yes",
      "3 files, 2 problems",
    ].join("\n"),
  );
  expect(validateText({ files: 1, problems: [] }, screen)).toBe("1 file, no problems");
});

test("a screen breaks lines between words, and commands and names never", () => {
  const long: ValidateResult = {
    files: 1,
    problems: [
      {
        rule: "unknown-key",
        file: "schedules/daily.yml",
        line: 8,
        column: 1,
        message: "The file has no key `schedul`, and nobody would read what stands below it.",
        hint: "It may have: schema_version, description; or run `promptops validate schedules/daily.yml` once more.",
      },
    ],
  };
  expect(validateText(long, { width: 60, color: false }).split("\n")).toEqual([
    "schedules/daily.yml:8:1: unknown-key: The file has no",
    "    key `schedul`, and nobody would read what stands below",
    "    it.",
    "    hint: It may have: schema_version, description; or run",
    "          `promptops validate schedules/daily.yml` once",
    "          more.",
    "1 file, 1 problem",
  ]);
  expect(validateText(long, { width: 60, color: false, endless: true }).split("\n")).toHaveLength(3);
});

test("an annotation's properties and text cannot break out of their command", () => {
  expect(validateGithub(result)).toBe(
    [
      "::error file=prompts/a/prompt.yml,line=4,col=2,title=unknown-key::The file has no key `mesages`.%0ADid you mean `messages`?",
      "::error file=prompts/a b/50%25%2Cx%3Ay.yml,title=missing-file::100%25 wrong,%0D%0Areally: yes",
    ].join("\n"),
  );
  expect(validateGithub({ files: 1, problems: [] })).toBe("");
});

test("GitLab's report has a place for every problem, and a fingerprint that moved lines do not change", () => {
  const [first, second] = result.problems;
  const read = (problems: ValidateResult["problems"]) => JSON.parse(validateGitlab({ files: 3, problems })) as { readonly fingerprint: string }[];
  const issues = read(result.problems);
  expect(issues).toEqual([
    {
      description: "The file has no key `mesages`. Did you mean `messages`?",
      check_name: "unknown-key",
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      severity: "major",
      location: { path: "prompts/a/prompt.yml", lines: { begin: 4 } },
    },
    expect.objectContaining({ description: "100% wrong,\r\nreally: yes", location: { path: "prompts/a b/50%,x:y.yml", lines: { begin: 1 } } }),
  ]);
  expect(read([{ ...first!, line: 9 }, second!]).map(({ fingerprint }) => fingerprint)).toEqual(issues.map(({ fingerprint }) => fingerprint));
  expect(new Set(read([first!, first!, second!]).map(({ fingerprint }) => fingerprint)).size).toBe(3);
  expect(read([])).toEqual([]);
});

test("SARIF names each rule once and points at places by URI", () => {
  const log = JSON.parse(validateSarif(result, "1.2.3")) as {
    version: string;
    runs: [{ tool: { driver: { version: string; rules: unknown } }; results: unknown[] }];
  };
  const [{ tool, results }] = log.runs;
  expect(log.version).toBe("2.1.0");
  expect(tool.driver).toMatchObject({ name: "promptops", version: "1.2.3", rules: [{ id: "missing-file" }, { id: "unknown-key" }] });
  expect(results).toEqual([
    {
      ruleId: "unknown-key",
      ruleIndex: 1,
      level: "error",
      message: { text: "The file has no key `mesages`. Did you mean `messages`?" },
      locations: [
        { physicalLocation: { artifactLocation: { uri: "prompts/a/prompt.yml", uriBaseId: "%SRCROOT%" }, region: { startLine: 4, startColumn: 2 } } },
      ],
    },
    {
      ruleId: "missing-file",
      ruleIndex: 0,
      level: "error",
      message: { text: "100% wrong,\r\nreally: yes" },
      locations: [{ physicalLocation: { artifactLocation: { uri: "prompts/a%20b/50%25%2Cx%3Ay.yml", uriBaseId: "%SRCROOT%" } } }],
    },
  ]);
});
