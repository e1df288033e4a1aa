import { EnvironmentVariable, Type } from "../model/shape.ts";
import { destinationKind, destinationSettings } from "./kind.ts";
import { given, Links } from "./settings.ts";

const Address = Type.String({ pattern: "^[^\\s@<>]+@[^\\s@<>]+$", maxLength: 254 });

export const email = destinationKind({
  kind: "email",
  summary: "A mail through an SMTP server, as plain text and as HTML.",
  settings: destinationSettings("email", {
    host: Type.String({ minLength: 1 }),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535, description: "Default: 465 with `tls: implicit`, else 587." })),
    tls: Type.Optional(
      Type.Unsafe<"implicit" | "required" | "none">({
        type: "string",
        enum: ["implicit", "required", "none"],
        default: "required",
        description: "`required`: STARTTLS, or nothing is sent. `none` only on this machine.",
      }),
    ),
    user_env: Type.Optional(EnvironmentVariable),
    password_env: Type.Optional(EnvironmentVariable),
    from: Address,
    to: Type.Array(Address, { minItems: 1, maxItems: 100 }),
    links: Type.Optional(Links),
  }),
  together: [["user_env", "password_env"]],
  external: true,
  deduplication: () => "none",
  guarantee: "The Message-ID stays the same over retries, but servers need not look at it: what may have arrived is held.",
  variables: ({ user_env, password_env }) => given(user_env, password_env),
  async format(input) {
    const [{ written }, { htmlDialect, htmlPage }, { messageBlocks }, { jsonPart }, { plainDialect }] = await Promise.all([
      import("../delivery/dialect.ts"),
      import("../delivery/html-dialect.ts"),
      import("../delivery/message-blocks.ts"),
      import("../delivery/payload.ts"),
      import("../delivery/plain-dialect.ts"),
    ]);
    const { deliverable, form, settings } = input;
    const blocks = messageBlocks(deliverable, form === "json" ? "text" : form, settings.links ?? "all");
    const [, ...rest] = blocks;
    return [
      jsonPart({
        subject: deliverable.title,
        text: `${written(rest, plainDialect(Number.POSITIVE_INFINITY))}\n`,
        html: htmlPage(deliverable.title, written(blocks, htmlDialect)),
        ...(deliverable.images.length === 0
          ? {}
          : { attachments: deliverable.images.map(({ name, mediaType, data }) => ({ filename: name, contentType: mediaType, content: data })) }),
      }),
    ];
  },
});
