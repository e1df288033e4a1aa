import { Acceptance } from "./acceptance.ts";
import { GatePolicy } from "./gate-policy.ts";
import { namePattern, variablePattern } from "./patterns.ts";
import { document, SchemaVersion, strict, Type, word, type Static } from "./shape.ts";

const VariableName = Type.String({ pattern: variablePattern });

/** What must stay true of the prompt whoever edits it. */
export const Constraints = strict({
  required_variables: Type.Optional(Type.Array(VariableName, { uniqueItems: true })),
  forbidden_variables: Type.Optional(Type.Array(VariableName, { uniqueItems: true })),
  tools: Type.Optional(
    Type.Array(Type.String({ pattern: "^[A-Za-z0-9_-]+$" }), {
      uniqueItems: true,
      description: "Names of the tools that the prompt may have, `web_search` among them; any when absent.",
    }),
  ),
  max_prompt_tokens: Type.Optional(Type.Integer({ minimum: 1, description: "Ceiling for the template's own text, in estimated tokens." })),
  contracts: Type.Optional(
    strict({
      output_format: Type.Optional(word(["text", "markdown", "json"])),
      output_keys: Type.Optional(Type.Array(Type.String(), { uniqueItems: true, description: "Keys that the output schema must require." })),
      texts: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { description: "Sentences that must stay in the messages, word for word." })),
    }),
  ),
});
export type Constraints = Static<typeof Constraints>;

export const taskClasses = [
  "classification",
  "extraction",
  "summarization",
  "generation",
  "rewriting",
  "question-answering",
  "conversation",
  "agent",
  "other",
] as const;

/** `prompts/<id>/manifest.yml` */
export const Manifest = document(
  {
    schema_version: SchemaVersion,
    scope: Type.String({ minLength: 1, description: "What this prompt is for, and what not." }),
    task_class: word(taskClasses),
    owners: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
    delivers_externally: Type.Optional(Type.Boolean({ default: false, description: "Its output leaves the team." })),
    constraints: Type.Optional(Constraints),
    accept: Type.Optional(
      Type.Array(Acceptance, {
        uniqueItems: true,
        description: "What static validators find in the prompt and shall stay. For a promotion those of the base branch count.",
      }),
    ),
    gates: Type.Optional(
      Type.Record(Type.String({ pattern: namePattern }), GatePolicy, {
        additionalProperties: false,
        description: "Per environment; wins over the environment's own gate in `.promptops.yml`.",
      }),
    ),
  },
  { title: "promptops manifest", description: "A prompt's governance: scope, owners, constraints, gates, and findings that shall stay." },
);
export type Manifest = Static<typeof Manifest>;
