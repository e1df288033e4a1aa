import { describe, expect, test } from "vitest";
import type { Variable } from "../../../src/core/model/prompt.ts";
import { maskSensitive, renderMasked } from "../../../src/core/template/mask-sensitive.ts";
import { partialsOf } from "../../../src/core/template/partials-of.ts";
import { renderPrompt } from "../../../src/core/template/render.ts";
import { promptOf } from "../../helpers/prompt-of.ts";

const png = { digest: "d", mediaType: "image/png", bytes: new Uint8Array([1, 2, 3]) };

describe("attachments", () => {
  test("bytes of the repository and of the document travel as data: URLs, https URLs as they are", () => {
    const prompt = promptOf(
      {
        messages: [
          {
            role: "user",
            content: [
              { image: { path: "img/a.png", detail: "low" } },
              { image: { url: "https://example.com/{{ not }}.png" } },
              { file: { data: "AQ\nID", media_type: "application/pdf", name: "a.pdf" } },
              { file: { path: "img/a.png" } },
            ],
          },
        ],
      },
      { files: { "img/a.png": png } },
    );
    expect(renderPrompt(prompt, { variables: {} })[0]?.parts).toEqual([
      { kind: "image", url: "data:image/png;base64,AQID", detail: "low" },
      { kind: "image", url: "https://example.com/{{ not }}.png" },
      { kind: "file", url: "data:application/pdf;base64,AQID", name: "a.pdf" },
      { kind: "file", url: "data:image/png;base64,AQID", name: "a.png" },
    ]);
  });

  const pictured = promptOf({ variables: { photo: { type: "string" } }, messages: [{ role: "user", content: [{ image: { variable: "photo" } }] }] });

  test.each(["https://example.com/a.png", "data:image/png;base64,AQID"])("a variable may hold %s", (photo) => {
    expect(renderPrompt(pictured, { variables: { photo } })[0]?.parts).toEqual([{ kind: "image", url: photo }]);
  });

  test.each(["/etc/passwd", "file:///etc/passwd", "http://example.com/a.png", "img/a.png", "data:text/html,<b>", "javascript:alert(1)", "https://a b", ""])(
    "a variable can never name anything else: %j",
    (photo) => {
      expect(() => renderPrompt(pictured, { variables: { photo } })).toThrow(expect.objectContaining({ code: "invalid-variables" }));
    },
  );

  test("an attachment's undeclared variable is found before there is any value", () => {
    const prompt = promptOf({ variables: { photo: {} }, messages: [{ role: "user", content: [{ image: { variable: "phot" } }] }] });
    expect(() => renderPrompt(prompt, { variables: { photo: "x" } })).toThrow(
      expect.objectContaining({ code: "invalid-template", hint: "Did you mean `photo`?" }),
    );
  });

  test("a file that is not there is an error, not an empty picture", () => {
    const prompt = promptOf({ messages: [{ role: "user", content: [{ image: { path: "img/b.png" } }] }] });
    expect(() => renderPrompt(prompt, { variables: {} })).toThrow("there is no file `img/b.png`");
  });
});

test("a history without a place for it is refused, an empty one is none", () => {
  const prompt = promptOf({});
  expect(() => renderPrompt(prompt, { variables: {}, history: [{ role: "user", content: "hi" }] })).toThrow(
    expect.objectContaining({ code: "unexpected-history" }),
  );
  expect(renderPrompt(prompt, { variables: {}, history: [] })).toHaveLength(1);
});

describe("sensitive variables", () => {
  const person: Variable = { type: "object", sensitive: true, properties: { name: { type: "string" } }, additionalProperties: true };
  const prompt = promptOf({
    variables: { token: { type: "string", sensitive: true }, person, topic: { type: "string" } },
    messages: [{ role: "user", content: "{{ topic }} {{ token | upcase }} {{ person.name }} {{ person | json }}" }],
  });
  const variables = { token: "hunter2", person: { name: "Ada", "ada@example.com": 7 }, topic: "weather" };

  test("are masked whole where they are printed or recorded", () => {
    expect(maskSensitive(prompt, variables)).toEqual({ token: "‹masked›", person: "‹masked›", topic: "weather" });
  });

  test("reach the model and never the screen, whatever filter they went through", () => {
    expect(JSON.stringify(renderPrompt(prompt, { variables }))).toContain("weather HUNTER2 Ada");
    const masked = JSON.stringify(renderMasked(prompt, { variables }));
    expect(masked).toContain("weather ‹MASKED› ‹masked›");
    expect(masked).not.toMatch(/hunter2|ada/i);
  });

  test("a text that cannot be rendered without the real value is masked whole", () => {
    const needy = promptOf({ variables: { person: { type: "object", sensitive: true } }, messages: [{ role: "user", content: "{{ person.name }}" }] });
    expect(renderMasked(needy, { variables: { person: { name: "Ada" } } })[0]?.parts).toEqual([{ kind: "text", text: "‹masked›" }]);
  });
});

describe("the partials that texts reach", () => {
  const partials = { a: "{% render 'b/c' %}", "b/c": "{% if false %}{% render 'missing' %}{% endif %}", unused: "x", broken: "{% if" };

  test("are found through other partials and untaken branches, missing ones named", () => {
    expect(partialsOf(["{% for i in (1..2) %}{% render 'a' %}{% endfor %}", "{% render 'broken' %}"], partials)).toEqual(["a", "b/c", "broken", "missing"]);
  });

  test("end where partials go in circles", () => {
    expect(partialsOf(["{% render 'a' %}"], { a: "{% render 'b' %}", b: "{% render 'a' %}" })).toEqual(["a", "b"]);
  });

  test("are found beside an unknown filter", () => {
    expect(partialsOf(["{{ x | nope }}{% render 'a' %}"], { a: "" })).toEqual(["a"]);
  });
});
