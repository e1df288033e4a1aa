import { AnyJson, strict, Type, type Static } from "../model/shape.ts";

/** What programs are sent: webhooks as their body, commands on their standard input. */
export const DeliveryPayload = strict({
  title: Type.String(),
  body: Type.String({ description: "As the job wants it: Markdown with its sources, plain text, or the structured output as JSON." }),
  content: Type.String({ description: "As the model wrote it; pictures in it are named, and stand in `images`." }),
  usedWebSearch: Type.Boolean(),
  citations: Type.Array(strict({ url: Type.String(), title: Type.Optional(Type.String()) })),
  data: Type.Optional({ ...AnyJson, description: "The structured output, under the schema that the prompt promises; absent when it promises none." }),
  images: Type.Optional(
    Type.Array(strict({ mediaType: Type.String(), data: Type.String({ description: "Base64." }), name: Type.String() }), {
      description: "Pictures that stood in the answer; absent when there are none.",
    }),
  ),
  meta: strict({
    job: Type.Optional(Type.String()),
    run: Type.String(),
    slot: Type.Optional(Type.String({ description: "When the run was due, UTC; absent when it was asked for by hand." })),
    prompt: Type.String(),
    version: Type.Optional(Type.String()),
    traceparent: Type.String({ description: "W3C Trace Context: the same as in the run's record." }),
    test: Type.Optional(Type.Literal("true", { description: "This is no delivery: `destinations test` sent it." })),
    delivery: Type.String({ description: "The delivery's name, the same in every attempt: `webhook-id`." }),
  }),
});
export type DeliveryPayload = Static<typeof DeliveryPayload>;
