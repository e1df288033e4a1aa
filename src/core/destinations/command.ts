import { EnvironmentVariable, Type } from "../model/shape.ts";
import { destinationKind, destinationSettings } from "./kind.ts";

export const command = destinationKind({
  kind: "command",
  summary: "A program of your own, without a shell, with the delivery as JSON on its standard input.",
  settings: destinationSettings("command", {
    command: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description: "The program and its arguments, started in the repository's top." }),
    env: Type.Optional(
      Type.Array(EnvironmentVariable, {
        uniqueItems: true,
        description: "Names of the environment variables it gets, beside PATH, HOME and PROMPTOPS_DELIVERY.",
      }),
    ),
    timeout_seconds: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 3600, default: 60 })),
  }),
  external: true,
  deduplication: () => "none",
  guarantee:
    "As good as the program: exit 0 is delivered, 75 is tried again, anything else is refused. PROMPTOPS_DELIVERY names the delivery, so that the program can know it again.",
  variables: ({ env = [] }) => env,
  async format(input) {
    const { jsonPart, payloadOf } = await import("../delivery/payload.ts");
    return [jsonPart(payloadOf(input))];
  },
});
