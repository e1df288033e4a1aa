import { semanticValidators } from "../../../src/core/validators/semantic/registry.ts";
import { expect, test } from "vitest";
import { acceptableCodes, meaningCodes, type Acceptance } from "../../../src/core/model/acceptance.ts";
import { acceptFindings } from "../../../src/core/validators/accept-findings.ts";
import type { Finding } from "../../../src/core/validators/finding.ts";
import { validators } from "../../../src/core/validators/registry.ts";

const because = "It is the fixed refusal.";
const leak: Finding = { code: "eval-leak", message: "It holds the answer.", hint: "Take it out.", text: "I cannot find that,\nplease ask again" };
const repeated: Finding = { code: "duplicate-text", message: "Said twice.", hint: "Say it once." };

test("nothing is accepted unless somebody says so", () => {
  expect(acceptFindings([leak, repeated])).toEqual({ findings: [leak, repeated], accepted: [], unused: [] });
});

test("a code alone accepts everything of its kind", () => {
  expect(acceptFindings([leak, repeated, leak], [{ code: "eval-leak", because }])).toEqual({
    findings: [repeated],
    accepted: [leak, leak].map(({ code, message }) => ({ code, message, because })),
    unused: [],
  });
});

test.each([
  ["I cannot find that", 1],
  ["find THAT please", 1],
  ["cannot find tha", 0],
  ["something else", 0],
  ["…", 0],
])("words narrow it down: %j accepts %i", (text, count) => {
  const { accepted, findings, unused } = acceptFindings([leak], [{ code: "eval-leak", because, text }]);
  expect([accepted.length, findings.length, unused.length]).toEqual([count, 1 - count, 1 - count]);
});

test("a finding about no words in particular is accepted by its code alone", () => {
  expect(acceptFindings([repeated], [{ code: "duplicate-text", because, text: "twice" }])).toMatchObject({ findings: [repeated], unused: [0] });
});

test("of several that fit the first gives the reason, and all are needed", () => {
  const acceptances: Acceptance[] = [
    { code: "single-example", because: "nothing" },
    { code: "eval-leak", because: "first", text: "cannot find" },
    { code: "eval-leak", because: "second" },
  ];
  expect(acceptFindings([leak], acceptances)).toMatchObject({ accepted: [{ because: "first" }], unused: [0] });
});

test("what only a judge finds is left alone where none was asked", () => {
  const acceptances: Acceptance[] = [{ code: "task-drift", because }];
  expect(acceptFindings([leak], acceptances)).toMatchObject({ findings: [leak], unused: [] });
  expect(acceptFindings([leak], acceptances, () => true)).toMatchObject({ unused: [0] });
  expect(semanticValidators.map(({ code }) => code).toSorted()).toEqual(meaningCodes.toSorted());
});

test("what may be accepted is found by validators, and what must not be is not among it", () => {
  const codes = validators.map(({ code }) => code);
  expect(acceptableCodes.filter((code) => !codes.includes(code))).toEqual([]);
  for (const code of ["secret", "control-characters", "contract-lost", "required-variable-lost", "forbidden-variable", "tool-out-of-scope", "token-ceiling"])
    expect(acceptableCodes).not.toContain(code);
});
