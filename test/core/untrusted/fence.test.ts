import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { promptDigest } from "../../../src/core/identity/prompt-digest.ts";
import type { Message, Prompt } from "../../../src/core/model/prompt.ts";
import type { Json } from "../../../src/core/model/shape.ts";
import { checkTemplate } from "../../../src/core/template/check-template.ts";
import { renderMasked } from "../../../src/core/template/mask-sensitive.ts";
import { renderPrompt } from "../../../src/core/template/render.ts";
import { dataFence } from "../../../src/core/untrusted/fence.ts";
import { untrustedRule } from "../../../src/core/untrusted/untrusted-inputs.ts";
import { promptOf } from "../../helpers/prompt-of.ts";

type Variables = NonNullable<Prompt["variables"]>;

interface FenceCase {
  readonly it: string;
  readonly engine?: "simple";
  readonly variables: Variables;
  readonly partials?: Readonly<Record<string, string>>;
  readonly template: string;
  readonly given: Readonly<Record<string, Json>>;
  /** Exactly one of text and fails. */
  readonly text?: string;
  readonly fails?: string;
}

const cases = parse(readFileSync(new URL("../../spec/untrusted/fence.yaml", import.meta.url), "utf8")) as FenceCase[];

describe("untrusted/fence.yaml", () => {
  test.each(cases)("$it", ({ engine, variables, partials = {}, template, given, text, fails }) => {
    const resolved = promptOf({ ...(engine && { engine }), variables, messages: [{ role: "user", content: template }] }, { partials });
    expect(checkTemplate(resolved.prompt, resolved.partials)).toEqual([]);
    const render = () => renderPrompt(resolved, { variables: given });
    if (fails !== undefined) {
      expect(render).toThrow(fails);
      return;
    }
    const { open, close } = fenceOf(variables, given);
    const expected = `${(text ?? "").replaceAll("‹", `${open}\n`).replaceAll("›", `\n${close}`)}\n\n${untrustedRule}`;
    expect(render()).toEqual([{ role: "user", parts: [{ kind: "text", text: expected }] }]);
  });
});

function fenceOf(variables: Variables, given: Readonly<Record<string, Json>>) {
  return dataFence(Object.fromEntries(Object.entries(given).filter(([name]) => variables[name]?.untrusted === true)));
}

/** Of what fences, templates and odd characters are made of. */
const hostileText = fc
  .array(fc.constantFrom("<", "</", "data-", "0", "f", ">", "\n", " ", "{{", "mail", "}}", "ß", "İ", "\u{1f600}", "\0", "\u2028", "$&"), { minLength: 1 })
  .map((pieces) => pieces.join(""))
  .filter((text) => text.trim() !== "");

describe("an untrusted value", () => {
  const variables: Variables = { mail: { type: "string", untrusted: true } };
  const rendered = (messages: readonly Message[], mail = "x") => renderPrompt(promptOf({ variables, messages: [...messages] }), { variables: { mail } });

  test("never gets out of its fence, whatever it is", () => {
    const resolved = promptOf({ variables, messages: [{ role: "user", content: "{{ mail | upcase }}|{{ mail }}|end" }] });
    fc.assert(
      fc.property(hostileText, (mail) => {
        const [message] = renderPrompt(resolved, { variables: { mail } });
        const part = message?.parts[0];
        const { open, close } = dataFence({ mail });
        const text = part?.kind === "text" ? part.text : "";
        const outside = text.split(open).map((piece, at) => (at === 0 ? piece : piece.split(close).slice(1).join("")));
        expect(outside.join("")).toBe(`||end\n\n${untrustedRule}`);
      }),
      { numRuns: 200 },
    );
  });

  test("has its fence explained once, to the first who is given instructions", () => {
    const count = (messages: readonly Message[]) =>
      rendered(messages).map(({ parts }) => parts.filter((part) => part.kind === "text" && part.text.includes(untrustedRule)).length);
    expect(
      count([
        { role: "system", content: "Be brief." },
        { role: "user", content: "{{ mail }}" },
      ]),
    ).toEqual([1, 0]);
    expect(
      count([
        { role: "developer", content: [{ text: "Be" }, { text: "brief" }] },
        { role: "user", content: "{{ mail }}" },
      ]),
    ).toEqual([1, 0]);
    expect(
      count([
        { role: "assistant", content: "Yes?" },
        { role: "user", content: "{{ mail }}" },
      ]),
    ).toEqual([0, 1]);
    expect(count([{ role: "assistant", content: "{{ mail }}" }])).toEqual([1]);
  });

  test("leaves the instructions the same for all values, so that providers can cache them", () => {
    const messages: Message[] = [
      { role: "system", content: "Be brief." },
      { role: "user", content: "{{ mail }}" },
    ];
    expect(rendered(messages, "one")[0]).toEqual(rendered(messages, "two")[0]);
  });

  test.each(["system", "developer"] as const)("is refused in a %s message", (role) => {
    const image = { image: { variable: "mail" } };
    const of = (content: Message["content"], engine?: "simple") =>
      checkTemplate(promptOf({ ...(engine && { engine }), variables, messages: [{ role, content: content ?? "" }] }).prompt, { p: "{{ text }}" });
    const message = `The untrusted variable \`mail\` is used in a ${role} message.`;
    expect(of("Line one\n  {{ mail }}")).toEqual([
      expect.objectContaining({ rule: "untrusted-instruction", message, line: 2, path: ["messages", 0, "content"] }),
    ]);
    expect(of("{{ mail }}", "simple")).toEqual([expect.objectContaining({ rule: "untrusted-instruction", message })]);
    expect(of("{% assign x = mail %}{{ x }}")).toEqual([expect.objectContaining({ rule: "untrusted-instruction" })]);
    expect(of('{% render "p", text: mail %}')).toEqual([expect.objectContaining({ rule: "untrusted-instruction" })]);
    expect(of([image])).toEqual([expect.objectContaining({ rule: "untrusted-instruction", path: ["messages", 0, "content", 0, "image", "variable"] })]);
  });

  test("is masked inside its fence when it is sensitive as well", () => {
    const resolved = promptOf({
      variables: { mail: { type: "string", untrusted: true, sensitive: true } },
      messages: [{ role: "user", content: "{{ mail }}" }],
    });
    const shown = JSON.stringify(renderMasked(resolved, { variables: { mail: "the secret" } }));
    expect(shown).toContain("‹masked›");
    expect(shown).not.toContain("the secret");
  });

  test("counts in the prompt's digest", () => {
    const of = (mail: Variables[string]) => promptDigest(promptOf({ variables: { mail }, messages: [{ role: "user", content: "{{ mail }}" }] }));
    expect(of({ type: "string", untrusted: true })).not.toBe(of({ type: "string" }));
  });
});

test("a fence holds whatever a template makes of its own name", () => {
  const fence = dataFence("x");
  expect(fence.wrap(`a ${fence.close} b`)).toBe(`${fence.open}\na </data> b\n${fence.close}`);
});
