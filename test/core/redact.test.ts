import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redactor } from "../../src/core/redact.ts";

const secret = fc.string({ minLength: 6, maxLength: 40, unit: "grapheme-ascii" }).filter((value) => !/redacted|\[|\]/.test(value));

describe("redactor", () => {
  test("a secret never survives, wherever it stands", () => {
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const shown = redactor([value])(`${before}${value}${after}`);
        return !shown.includes(value);
      }),
    );
  });

  test("a secret inside Basic authentication never survives, whatever the length of the user name before it", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12, maxLength: 40, unit: "grapheme-ascii" }), fc.string({ maxLength: 7, unit: "grapheme-ascii" }), (value, user) => {
        const header = Buffer.from(`${user}:${value}`).toString("base64");
        const shown = redactor([value])(`Authorization: Basic ${header}`);
        return shown.includes("[redacted]") && !shown.includes(header);
      }),
    );
  });

  test.each([
    ["in a URL", "sk/live+key=1", "https://host/?key=sk%2Flive%2Bkey%3D1&x=1", "https://host/?key=[redacted]&x=1"],
    [
      "as what is secret of an address",
      "https://hooks.example.com/services/T0/8f3a9c1d77b2",
      "Cannot POST /services/T0/8f3a9c1d77b2",
      "Cannot POST /services/T0/[redacted]",
    ],
    ["as a word of an address's query", "https://example.com/in?sig=longsignature", "no such sig: longsignature", "no such sig: [redacted]"],
    ["as an address's password", "https://me:pass-word@example.com/", "me:pass-word was refused", "me:[redacted] was refused"],
    ["in a form", "top secret!", "key=top+secret!&x=1", "key=[redacted]&x=1"],
    ["in JSON", 'a"b\\c\nd', '{"key":"a\\"b\\\\c\\nd"}', '{"key":"[redacted]"}'],
    ["twice", "sk-123456", "sk-123456 sk-123456", "[redacted] [redacted]"],
  ])("%s", (_where, value, text, shown) => {
    expect(redactor([value])(text)).toBe(shown);
  });

  test("of two secrets, one inside the other, nothing is left", () => {
    expect(redactor(["sk-123456", "sk-123456-extra"])("key sk-123456-extra")).toBe("key [redacted]");
  });

  test("short values are left alone: blanking out `1` or `true` would hide the message", () => {
    expect(redactor(["1", "true", ""])("1 true")).toBe("1 true");
  });
});
