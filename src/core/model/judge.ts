import { document, SchemaVersion, strict, Type, word, type Json, type Static } from "./shape.ts";

/** Choice: score. */
export const Choices = Type.Record(Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9 _-]{0,39}$" }), Type.Number({ minimum: 0, maximum: 1 }), {
  minProperties: 2,
  additionalProperties: false,
  description: "Choice: score.",
});
export type Choices = Static<typeof Choices>;

/** `judges/<name>.yml`: how a model is asked for its judgement. */
export const Judge = document(
  {
    schema_version: SchemaVersion,
    description: Type.Optional(Type.String()),
    version: Type.Integer({ minimum: 1, description: "Raise it when you change what is asked. Evidence names it beside the judge's digest." }),
    messages: Type.Array(
      strict({
        role: word(["system", "developer", "user"]),
        content: Type.String({ minLength: 1, description: "A template. Whatever it inserts of answers, cases and contexts is fenced as data." }),
      }),
      { minItems: 1 },
    ),
    choices: Type.Optional({ ...Choices, description: "What the judge may pick, and what each is worth. An assertion may bring its own." }),
    params: Type.Optional(
      Type.Unsafe<{ readonly [key: string]: Json }>({ type: "object", description: "Passed to the provider as they are: temperature, reasoning …" }),
    ),
  },
  { title: "promptops judge", description: "A prompt by which a model judges answers, and what its choices are worth." },
);
export type Judge = Static<typeof Judge>;
