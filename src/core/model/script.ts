import { AnyJson, document, SchemaVersion, strict, Type, word, type Static } from "./shape.ts";

const texts = (description: string) =>
  Type.Unsafe<string | readonly string[]>({ type: ["string", "array"], items: { type: "string" }, minItems: 1, description });

const webPage = Type.String({ pattern: "^https://[^\\s]+$" });

/** All given conditions must hold; several texts in one condition must all be found. Case does not matter. */
export const ScriptMatch = strict({
  model: Type.Optional(Type.String({ description: "The model's name, without the provider." })),
  system: Type.Optional(texts("Found in the system and developer messages.")),
  user: Type.Optional(texts("Found in the last user message.")),
  any: Type.Optional(texts("Found in any message.")),
  pattern: Type.Optional(
    Type.String({
      maxLength: 2000,
      description: "A regular expression (RE2: no look-around, no backreferences) that finds something in the last user message.",
    }),
  ),
  params: Type.Optional(
    Type.Unsafe<{ readonly [key: string]: import("./shape.ts").Json }>({
      type: "object",
      description: "The prompt's parameters that must have these values; it may have others.",
    }),
  ),
});

/** The first rule that matches answers. Exactly one of answer, json, tool_calls, error. */
export const ScriptRule = strict({
  match: Type.Optional(ScriptMatch),
  answer: Type.Optional(Type.String({ description: "Given back as it is; `$1`, `$2` … are groups of `match.pattern`." })),
  json: Type.Optional(AnyJson),
  tool_calls: Type.Optional(Type.Array(strict({ name: Type.String(), arguments: AnyJson }))),
  searched: Type.Optional(
    strict(
      {
        citations: Type.Optional(Type.Array(strict({ url: webPage, title: Type.Optional(Type.String()) }))),
        results: Type.Optional(Type.Array(strict({ url: webPage, title: Type.Optional(Type.String()), text: Type.Optional(Type.String()) }))),
      },
      { description: "The answer is said to rest on one web search: the sources that it cites, the pages that were found." },
    ),
  ),
  error: Type.Optional(
    strict({
      kind: word(["rate-limit", "server", "timeout", "auth", "bad-request", "network"]),
      times: Type.Optional(
        Type.Integer({ minimum: 1, description: "Fails this often per request, then the next rule that matches answers. Always when absent." }),
      ),
      retry_after_seconds: Type.Optional(Type.Number({ minimum: 0 })),
    }),
  ),
  latency_ms: Type.Optional(Type.Number({ minimum: 0, description: "How long the model is said to have thought. Nobody waits for it." })),
});

/** Rules of a scripted provider. */
export const Script = document(
  { schema_version: SchemaVersion, description: Type.Optional(Type.String()), rules: Type.Array(ScriptRule, { minItems: 1 }) },
  { title: "promptops script", description: "Rules by which the scripted provider answers." },
);
export type Script = Static<typeof Script>;
export type ScriptRule = Static<typeof ScriptRule>;
