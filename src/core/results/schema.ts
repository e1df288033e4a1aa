import { JsonObject, strict, Type, type Static } from "../model/shape.ts";

export const SchemaResult = strict({
  schemas: Type.Array(
    strict({
      name: Type.String({ description: "What to ask for: `promptops schema <name>`." }),
      id: Type.String(),
      title: Type.String(),
      schema: Type.Optional(JsonObject),
    }),
    { description: "The one that was asked for with its schema, else all of them without." },
  ),
});
export type SchemaResult = Static<typeof SchemaResult>;
