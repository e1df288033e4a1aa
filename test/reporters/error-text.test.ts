import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { errorText } from "../../src/reporters/error-text.ts";

const described = {
  code: "invalid-documents",
  exit: "usage",
  message: "2 problems in 1 file.",
  where: "prompts/a",
  hint: "Mend the places listed.",
  problems: [
    { rule: "unknown-key", file: "prompts/a/prompt.yml", line: 3, column: 5, message: '"modle" is not a key here.', hint: "Did you mean `model`?" },
    { rule: "not-yaml", file: "prompts/a/manifest.yml", message: "It is not text." },
  ],
} as const;

test("reads like a compiler's: sentence, place, every problem as file:line:column, and the next step", () => {
  expect(errorText(described, { width: 80, color: false })).toBe(
    [
      "error[invalid-documents]: 2 problems in 1 file.",
      " --> prompts/a",
      'prompts/a/prompt.yml:3:5: unknown-key: "modle" is not a key here.',
      "    hint: Did you mean `model`?",
      "prompts/a/manifest.yml: not-yaml: It is not text.",
      "hint: Mend the places listed.",
      "",
    ].join("\n"),
  );
});

test("is broken between words on a narrow screen, but never within a command", () => {
  const hint = "Run `promptops diff billing/summarize` to see what changed since, and mend it.";
  const shown = errorText({ ...described, problems: [], hint }, { width: 40, color: false });
  expect(shown).toBe(
    [
      "error[invalid-documents]: 2 problems in",
      "1 file.",
      " --> prompts/a",
      "hint: Run",
      "`promptops diff billing/summarize` to",
      "see what changed since, and mend it.",
      "",
    ].join("\n"),
  );
  expect(errorText({ ...described, problems: [], hint }, { width: 40, color: false, endless: true })).toContain(hint);
});

test("an only problem that is the sentence already, and has no line to jump to, is not said twice", () => {
  const message = "The variable `text` is missing.";
  const [one] = [{ rule: "missing-variable", file: "prompts/a/prompt.yml", message }];
  const once = errorText({ ...described, message: `\`a\` cannot be rendered with these variables: ${message}`, problems: [one] }, { width: 200, color: false });
  expect(once.split(message)).toHaveLength(2);
  const located = errorText({ ...described, message, problems: [{ ...one, line: 3 }] }, { width: 80, color: false });
  expect(located).toContain("prompts/a/prompt.yml:3: missing-variable");
});

test("colours change nothing but the colours", () => {
  const coloured = errorText(described, { width: 80, color: true });
  expect(coloured).toContain("\u001b[");
  expect(stripVTControlCharacters(coloured)).toBe(errorText(described, { width: 80, color: false }));
});
