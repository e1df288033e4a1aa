import { variablePattern } from "./patterns.ts";
import { AnyJson, document, JsonObject, ModelId, RepositoryPath, SchemaVersion, strict, Type, word, type Static } from "./shape.ts";

/** A typed input: a JSON Schema fragment, and what promptops adds to one. */
export const Variable = Type.Object(
  {
    description: Type.Optional(Type.String()),
    type: Type.Optional(word(["string", "number", "integer", "boolean", "array", "object", "null"])),
    required: Type.Optional(
      Type.Unsafe<boolean | string[]>({
        type: ["boolean", "array"],
        items: { type: "string" },
        description: "Must it be given? True unless there is a default. A list names the keys that an object variable must have.",
      }),
    ),
    default: Type.Optional(AnyJson),
    examples: Type.Optional(Type.Array(AnyJson)),
    sensitive: Type.Optional(Type.Boolean({ description: "Its value is masked in everything promptops prints or records." })),
    untrusted: Type.Optional(
      Type.Boolean({
        description: "Nobody vouches for its value: it is fenced as data wherever it stands, searched for instructions, and refused in system messages.",
      }),
    ),
  },
  { description: "A JSON Schema fragment (type, enum, pattern, items, properties, maxLength …) with default, required, examples, sensitive, untrusted." },
);
export type Variable = Static<typeof Variable> & { readonly [keyword: string]: unknown };

/** Where an image or a file comes from: exactly one of path, url, data, variable. */
const Attachment = {
  path: Type.Optional(RepositoryPath),
  url: Type.Optional(Type.String({ pattern: "^https://[^\\s]+$", description: "An https URL." })),
  data: Type.Optional(Type.String({ description: "Base64 bytes; `media_type` says what they are." })),
  variable: Type.Optional(Type.String({ pattern: variablePattern, description: "Name of a variable that holds an https URL or a data: URL." })),
  media_type: Type.Optional(Type.String({ pattern: "^[a-z]+/[a-z0-9.+-]+$" })),
};
export const ImageSource = strict({ ...Attachment, detail: Type.Optional(word(["auto", "low", "high"])) });
export const FileSource = strict({ ...Attachment, name: Type.Optional(Type.String({ maxLength: 200 })) });
export type ImageSource = Static<typeof ImageSource>;
export type FileSource = Static<typeof FileSource>;

/** Exactly one of text, image, file. */
export const Part = strict({
  text: Type.Optional(Type.String({ description: "A template." })),
  image: Type.Optional(ImageSource),
  file: Type.Optional(FileSource),
});
export type Part = Static<typeof Part>;

export const Role = word(["system", "developer", "user", "assistant"]);
export type Role = Static<typeof Role>;

/** A message (`role` and `content`), or the place where a conversation's history goes (`history: true`). */
export const Message = strict({
  role: Type.Optional(Role),
  content: Type.Optional(Type.Unsafe<string | Part[]>({ type: ["string", "array"], items: Part, minItems: 1, description: "A template, or a list of parts." })),
  history: Type.Optional(Type.Literal(true, { description: "The conversation so far is inserted here." })),
});
export type Message = Static<typeof Message>;

export const Model = strict({
  id: ModelId,
  params: Type.Optional(
    Type.Unsafe<{ readonly [key: string]: import("./shape.ts").Json }>({
      type: "object",
      description:
        "Passed to the provider as they are: temperature, max_output_tokens, reasoning … Types of well-known ones are checked, and names that nearly are one.",
    }),
  ),
});

/** Rules on an answer's form that need no model to check. */
export const FormatRules = strict({
  max_characters: Type.Optional(Type.Integer({ minimum: 1 })),
  max_words: Type.Optional(Type.Integer({ minimum: 1 })),
  max_lines: Type.Optional(Type.Integer({ minimum: 1 })),
  forbid: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { description: "Texts that must not occur." })),
});

/** The output contract: what every answer must look like. Checked on every evaluated case. */
export const Output = strict({
  format: word(["text", "markdown", "json"]),
  schema: Type.Optional(
    Type.Unsafe<{ readonly [key: string]: import("./shape.ts").Json }>({ type: "object", description: "JSON Schema of the answer; only with `format: json`." }),
  ),
  rules: Type.Optional(FormatRules),
});
export type Output = Static<typeof Output>;

export const FunctionTool = strict({
  name: Type.String({ pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,63}$" }),
  description: Type.Optional(Type.String()),
  parameters: JsonObject,
  strict: Type.Optional(Type.Boolean()),
});
export const WebSearchTool = strict({
  allowed_domains: Type.Optional(
    Type.Array(Type.String({ pattern: "^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$" }), {
      minItems: 1,
      description: "Where it may search; what is below a domain belongs to it. Told to the provider, and held to afterwards.",
    }),
  ),
  max_searches: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  citations: Type.Optional(word(["required", "optional"], { default: "required", description: "Must an answer that rests on a search name its sources?" })),
});
export type WebSearchTool = Static<typeof WebSearchTool>;
/** Exactly one of function, web_search. */
export const Tool = strict({ function: Type.Optional(FunctionTool), web_search: Type.Optional(WebSearchTool) });
export type Tool = Static<typeof Tool>;

/** `prompts/<id>/prompt.yml` */
export const Prompt = document(
  {
    schema_version: SchemaVersion,
    description: Type.Optional(Type.String()),
    engine: Type.Optional(
      word(["liquid", "simple"], { default: "liquid", description: "`liquid` has conditions, loops, filters and partials; `simple` only `{{name}}`." }),
    ),
    variables: Type.Optional(Type.Record(Type.String({ pattern: variablePattern }), Variable, { additionalProperties: false })),
    messages: Type.Array(Message, { minItems: 1 }),
    model: Model,
    output: Type.Optional(Output),
    tools: Type.Optional(Type.Array(Tool, { minItems: 1 })),
    on_injection: Type.Optional(
      word(["report", "fail"], {
        default: "report",
        description: "What becomes of an answer when untrusted values, pages or sources read like instructions: it is reported, or fails.",
      }),
    ),
  },
  { title: "promptops prompt", description: "A versioned prompt: messages, variables, model, output contract, tools." },
);
export type Prompt = Static<typeof Prompt>;
