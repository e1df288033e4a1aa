import { expect, test } from "vitest";
import { countingRedactor } from "../../../src/core/run/counting-redactor.ts";
import { redactor } from "../../../src/core/redact.ts";

test("secrets go by their value and by their form, keys included, and are counted", () => {
  const secret = "correct-horse-battery";
  const redact = countingRedactor(redactor([secret]));
  const token = `ghp_${"a1B2c3D4".repeat(5)}`;
  expect(redact.json({ plain: "text", [secret]: [`has ${secret} inside`, `and ${token}`, 5, null] })).toEqual({
    plain: "text",
    "[redacted]": ["has [redacted] inside", "and [redacted]", 5, null],
  });
  expect(redact.count).toBe(3);
  expect(redact.text("https://hooks.slack.com/services/T0000/B0000/abcdefghijklmnopqrstuvwx")).toBe("https://hooks.slack.com/services/[redacted]");
});
