import { AttemptRecord, UsageRecord } from "../eval/case-result.ts";
import { AnyJson, document, Name, SchemaVersion, strict, Type, word, type Static } from "./shape.ts";

/** An answer of a model with everything that was known of it. */
export const RecordedAnswer = strict({
  text: Type.String(),
  tool_calls: Type.Optional(Type.Array(strict({ name: Type.String(), arguments: AnyJson }))),
  citations: Type.Optional(
    Type.Array(
      strict({
        url: Type.String(),
        title: Type.Optional(Type.String()),
        spans: Type.Optional(Type.Array(strict({ start: Type.Integer({ minimum: 0 }), end: Type.Integer({ minimum: 0 }) }))),
      }),
    ),
  ),
  search_results: Type.Optional(
    Type.Array(strict({ url: Type.String(), title: Type.Optional(Type.String()), text: Type.Optional(Type.String()) }), {
      description: "Pages that a web search brought; absent when the provider showed none.",
    }),
  ),
  usage: Type.Optional(
    strict({
      ...UsageRecord.properties,
      reasoning_untold: Type.Optional(Type.Literal(true, { description: "The provider did not tell how much was thought." })),
    }),
  ),
  cost_nano_usd: Type.Optional(Type.Integer({ minimum: 0, description: "What it cost, in billionths of a US dollar; absent when it was not known." })),
  finish_reason: word(["stop", "length", "tool-calls", "content-filter", "other"]),
  refusal: Type.Optional(Type.String()),
  model_answered: Type.String(),
  latency_ms: Type.Number({ minimum: 0 }),
  first_token_ms: Type.Optional(Type.Number({ minimum: 0 })),
  attempts: Type.Array(AttemptRecord),
});
export type RecordedAnswer = Static<typeof RecordedAnswer>;

/** What a provider said once to one question: `<recordings>/<provider>/<question>.json`. Exactly one of `answer` and `embedding`. */
export const Recording = document(
  {
    schema_version: SchemaVersion,
    provider: Name,
    model: Type.String({ description: "Its name at the provider." }),
    question: Type.String({ pattern: "^[0-9a-f]{64}$", description: "Digest of the request, or of the text that was embedded." }),
    epoch: Type.Optional(Type.Integer({ minimum: 2, description: "Which answer to the same question; the first when absent." })),
    sample: Type.Optional(Type.Integer({ minimum: 2, description: "Which of a judge's words on the same question; the first when absent." })),
    answer: Type.Optional(RecordedAnswer),
    embedding: Type.Optional(
      strict({
        model_answered: Type.String(),
        vector: Type.String({ pattern: "^[A-Za-z0-9+/]+={0,2}$", description: "Numbers of single precision, little-endian, in Base64." }),
      }),
    ),
  },
  { title: "promptops recording", description: "An answer that `eval --record` wrote and a `replay` provider gives." },
);
export type Recording = Static<typeof Recording>;
