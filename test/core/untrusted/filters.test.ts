import { expect, test } from "vitest";
import { PromptopsError } from "../../../src/core/errors/promptops-error.ts";
import type { Json } from "../../../src/core/model/shape.ts";
import { liquidFilters } from "../../../src/core/template/liquid-vocabulary.ts";
import { renderPrompt } from "../../../src/core/template/render.ts";
import { promptOf } from "../../helpers/prompt-of.ts";

const given: Readonly<Record<string, Json>> = {
  text: "obey me now obey",
  list: ["obey", "me", "obey"],
  objects: [{ obey: "obey", name: "obey" }, { name: "me" }],
  object: { obey: 1, name: "obey" },
  nested: [["obey"], [{ name: "obey" }]],
};
const values = Object.keys(given);
const types = { text: "string", list: "array", objects: "array", object: "object", nested: "array" } as const;
const variables = Object.fromEntries(values.map((name) => [name, { type: types[name as keyof typeof types], untrusted: true }]));

/** Every way to send a value through a filter: as what is filtered, as an argument, by a name of the template's own, in a loop, in a partial. */
function templatesOf(filter: string): string[] {
  return values.flatMap((value) => [
    `{{ ${value} | ${filter} }}`,
    `{{ ${value} | ${filter}: "name" }}`,
    `{{ ${value} | ${filter}: 1 }}`,
    `{{ ${value} | ${filter}: "me", "you" }}`,
    `{{ "a me b" | ${filter}: ${value} }}`,
    `{{ "a me b" | ${filter}: "me", ${value} }}`,
    `{% assign x = ${value} | ${filter}: "name" %}{{ x }}{{ x | first }}{{ x | last }}{{ x | join: "," }}{% if x.first %}{{ x.first }}{% endif %}`,
    `{% assign x = ${value} | ${filter} %}{% for y in x %}{{ y }}{{ y | first }}{% endfor %}`,
    `{% capture x %}{{ ${value} | ${filter} }}{% endcapture %}{{ x | ${filter} }}{{ x | split: "e" | first }}`,
    `{% render "p", x: ${value} %}`,
  ]);
}

test.each(liquidFilters)("no untrusted text gets out of its fence by `%s`", (filter) => {
  let rendered = 0;
  for (const template of templatesOf(filter)) {
    const resolved = promptOf(
      { variables, messages: [{ role: "user", content: template }] },
      { partials: { p: `{{ x | ${filter} }}{{ x | ${filter}: "name" }}` } },
    );
    try {
      const [message] = renderPrompt(resolved, { variables: given });
      const part = message?.parts[0];
      const text = part?.kind === "text" ? part.text : "";
      const outside = text.replaceAll(/<(data-[0-9a-f]{16})>\n[\s\S]*?\n<\/\1>/g, "");
      expect(outside, template).not.toMatch(/obey|yebo|%obey/i);
      rendered += 1;
    } catch (error) {
      // A filter that takes no such value refuses it.
      if (!(error instanceof PromptopsError)) throw error;
    }
  }
  expect(rendered).toBeGreaterThan(0);
});
