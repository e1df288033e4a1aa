import { AnyJson, strict, Type, word, type Static } from "./shape.ts";

const Count = (description: string) => Type.Integer({ minimum: 0, description });

/** What the program of an `exec` provider writes: one JSON object on its standard output. One of text, tool_calls, refusal and error must be there. */
export const ExecAnswer = strict(
  {
    text: Type.Optional(Type.String({ description: "The answer." })),
    tool_calls: Type.Optional(Type.Array(strict({ name: Type.String({ minLength: 1 }), arguments: AnyJson }))),
    refusal: Type.Optional(Type.String({ description: "The model's own words when it refused." })),
    model: Type.Optional(Type.String({ description: "The model that answered; the one that was asked when absent." })),
    usage: Type.Optional(
      strict({
        input: Count("Tokens that were read, cached ones included."),
        output: Count("Tokens that were written."),
        cached_input: Type.Optional(Count("The part of `input` that came from a cache.")),
        cache_write: Type.Optional(Count("The part of `input` that went into a cache.")),
        reasoning: Type.Optional(Count("The part of `output` that was thought and not said.")),
        web_searches: Type.Optional(Count("Searches that were run.")),
      }),
    ),
    cost_usd: Type.Optional(Type.Number({ minimum: 0, description: "What the call cost, in US dollars." })),
    finish_reason: Type.Optional(word(["stop", "length", "tool-calls", "content-filter", "other"])),
    citations: Type.Optional(Type.Array(strict({ url: Type.String({ pattern: "^https://\\S+$" }), title: Type.Optional(Type.String()) }))),
    error: Type.Optional(
      strict({
        message: Type.String({ description: "Why there is no answer." }),
        kind: Type.Optional(word(["rate-limit", "server", "timeout", "network", "auth", "bad-request"], { default: "server" })),
        retry_after_seconds: Type.Optional(Type.Number({ minimum: 0, description: "How long nobody should ask." })),
      }),
    ),
  },
  { title: "promptops exec answer", description: "What the program of an `exec` provider writes on its standard output." },
);
export type ExecAnswer = Static<typeof ExecAnswer>;
