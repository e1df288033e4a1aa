import { array, assert, constantFrom, dictionary, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { liquidEngine } from "../../../src/core/template/liquid-engine.ts";
import { plainInsertions } from "../../../src/core/template/plain-insertions.ts";

const names = constantFrom("a", "b_1", "Name", "nil", "empty", "blank", "true");
const pieces = constantFrom(
  "{{ a }}",
  "{{b_1}}",
  "{{ Name\t}}",
  "{{ nil }}",
  "{{- a }}",
  "{{ a -}}",
  "{{ a | upcase }}",
  "{{ a.b }}",
  "{% if a %}",
  "{% endif %}",
  " }} ",
  "{ {",
  "x\n",
);
const values = dictionary(names, string());

describe("names in braces and nothing else", () => {
  const engine = liquidEngine({});

  it("give what Liquid gives, whatever stands around them and in the values", () => {
    assert(
      property(array(pieces, { maxLength: 6 }), values, (template, given) => {
        const text = plainInsertions(template.join(""))?.(given);
        if (text !== undefined) expect(text).toBe(engine.parseAndRenderSync(template.join(""), given));
      }),
    );
  });

  it("are the short way for texts alone", () => {
    const plain = plainInsertions("Dear {{ name }}, {{name}}!");
    expect(plain?.({ name: "Ada {{ name }}" })).toBe("Dear Ada {{ name }}, Ada {{ name }}!");
    expect(plain?.({ name: 7 })).toBeUndefined();
    expect(plain?.({})).toBeUndefined();
    expect(plain?.(Object.create({ name: "inherited" }) as Record<string, unknown>)).toBeUndefined();
  });

  it.each(["{{ a | upcase }}", "{{- a }}", "{% if a %}x{% endif %}", "{{ nil }}", "{{ a.b }}", "{{ 'a' }}", "{% raw %}{{ a }}{% endraw %}"])(
    "leave %s to Liquid",
    (template) => {
      expect(plainInsertions(template)).toBeUndefined();
    },
  );
});
